import io.loopai.program.*;

public final class HashesAnEnum implements Program {
    enum Topic {
        WORLD
    }

    record Pair(Topic topic) {}

    public Answer answer(Input in) {
        return Answer.of(new Pair(Topic.WORLD).hashCode());
    }
}
