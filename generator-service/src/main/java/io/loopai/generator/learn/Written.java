package io.loopai.generator.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.generator.select.Guess;
import io.loopai.program.text.ScorePool;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A program that an LLM or a person wrote: what it answers is weighed against what a learned model
 * says, in a {@link PooledCandidate}.
 *
 * @param name tells programs apart
 * @param source its Java source
 * @param seen ids of rows that stood in its prompt
 * @param answers runs it, once for each input: every candidate that it is part of asks
 */
public record Written(
        String name, String source, Set<String> seen, Function<JsonNode, Guess> answers) {

    public Written {
        Map<JsonNode, Guess> known = new HashMap<>();
        Function<JsonNode, Guess> run = answers;
        answers = input -> known.computeIfAbsent(input, run);
    }

    /** Ids of rows that stood in the prompt of any of them. */
    static Set<String> seen(List<Written> written) {
        Set<String> seen = new HashSet<>();
        written.forEach(program -> seen.addAll(program.seen()));
        return seen;
    }

    /** What programs say of inputs, by target and input. */
    static List<Pool.Votes[]> votes(
            List<Written> written, List<JsonNode> inputs, OutputPlan outputs) {
        List<List<Guess>> answers =
                inputs.stream()
                        .map(
                                input ->
                                        written.stream()
                                                .map(program -> program.answers().apply(input))
                                                .toList())
                        .toList();
        return outputs.targets().stream()
                .map(
                        target ->
                                answers.stream()
                                        .map(of -> votes(of, target))
                                        .toArray(Pool.Votes[]::new))
                .toList();
    }

    private static Pool.Votes votes(List<Guess> answers, OutputPlan.Target target) {
        int[] labels =
                answers.stream()
                        .mapToInt(each -> each.output() == null ? -1 : target.of(each.output()))
                        .toArray();
        double[] logOdds =
                answers.stream()
                        .mapToDouble(each -> ScorePool.logOdds(each.confidence()))
                        .toArray();
        return new Pool.Votes(labels, logOdds);
    }
}
