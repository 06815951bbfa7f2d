import io.loopai.program.*;
import java.util.*;
import java.util.stream.*;

public final class Streams implements Program {

    private record Rule(String word, String label, double weight) {

        boolean matches(Set<String> words) {
            return words.contains(word);
        }
    }

    private static final List<Rule> RULES =
            List.of(
                    new Rule("charged", "billing", 0.8),
                    new Rule("card", "billing", 0.4),
                    new Rule("invoice", "billing", 0.7),
                    new Rule("courier", "shipping", 0.8),
                    new Rule("door", "shipping", 0.3),
                    new Rule("password", "account", 0.9),
                    new Rule("link", "account", 0.2),
                    new Rule("price", "sales", 0.7),
                    new Rule("seats", "sales", 0.4),
                    new Rule("app", "technical", 0.5),
                    new Rule("hub", "technical", 0.5));

    public Answer answer(Input in) {
        Set<String> words =
                Arrays.stream(in.text("text").toLowerCase().split(" "))
                        .map(word -> word.replace(",", "").replace("?", ""))
                        .filter(word -> word.length() > 2)
                        .collect(Collectors.toSet());
        Map<String, Double> scores =
                RULES.stream()
                        .filter(rule -> rule.matches(words))
                        .collect(
                                Collectors.groupingBy(
                                        Rule::label, Collectors.summingDouble(Rule::weight)));
        return scores.entrySet().stream()
                .max(
                        Map.Entry.<String, Double>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(best -> Answer.of(best.getKey(), Math.min(1, best.getValue())))
                .orElseGet(Answer::abstain);
    }
}
