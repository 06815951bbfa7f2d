import io.loopai.program.*;
import java.util.EnumMap;

public final class EnumMaps implements Program {
    enum Topic {
        WORLD,
        SPORT
    }

    public Answer answer(Input in) {
        EnumMap<Topic, Integer> scores = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            scores.merge(topic, topic.name().length(), Integer::sum);
        }
        return Answer.of(scores.toString());
    }
}
