import io.loopai.program.*;
import java.util.*;

public final class StaticRules implements Program {
    record Rule(String label, Set<String> words, double weight) {}

    static class Group {
        String name;
        List<Rule> rules = new ArrayList<>();

        Group(String name, Rule... rules) {
            this.name = name;
            this.rules.addAll(Arrays.asList(rules));
        }
    }

    private static final List<Group> GROUPS = new ArrayList<>();

    static {
        GROUPS.add(
                new Group(
                        "spam",
                        new Rule("prize", new HashSet<>(Arrays.asList("prize", "win")), 0.9),
                        new Rule("free", Set.of("free", "gratis"), 0.5)));
    }

    public Answer answer(Input in) {
        double score = 0;
        String labels = "";
        for (Group group : GROUPS) {
            for (Rule rule : group.rules) {
                for (String word : in.text("text").toLowerCase().split(" ")) {
                    if (rule.words().contains(word)) {
                        score += rule.weight();
                        labels += rule.label() + " ";
                    }
                }
            }
        }
        return Answer.of(labels + score);
    }
}
