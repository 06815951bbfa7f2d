package io.loopai.generator.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.Mistakes;
import io.loopai.generator.learn.GeneratedSource;
import io.loopai.privacy.Border;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an LLM is told of the program that it is to mend: why, the kinds of mistakes, and the source, in
 * the form that the task's privacy lets out. In {@code strict} tasks these are the reason's kind and the
 * numbers of mistakes, by pairs of the answers that the schema names: a source may quote inputs.
 */
final class PredecessorPrompt {

    private static final int MOST_KINDS = 8;
    private static final int LONGEST_SOURCE = 20_000;

    /** Of a source: the border withholds texts that are too long to be masked. */
    private static final int MOST_MASKED = 40_000;

    private static final int LONGEST_INPUT = 500;

    private final Border border;
    private final Predecessor old;
    private final Map<String, Border.Row> shown = new HashMap<>();

    PredecessorPrompt(Border border, Predecessor old) {
        this.border = border;
        this.old = old;
    }

    /** @param rows among which mistakes are looked for; none of them may measure the new program */
    String text(List<LabelledRow> rows) {
        StringBuilder text = new StringBuilder("\nA program for this task is in use already. ");
        text.append("Write a better one, because ").append(old.why());
        if (border.letsInputsPass() && !old.message().isBlank()) {
            text.append(": ").append(border.passed(TextNode.valueOf(old.message())).asText());
        }
        text.append(".\n");
        Mistakes mistakes = Mistakes.of(cases(rows));
        if (mistakes.wrong() > 0) {
            mistakes(mistakes, text);
        }
        if (border.letsInputsPass()) {
            source(text);
        }
        return text.append(
                        "\nFind out what makes for these mistakes, and mend it for all inputs of the kind; do not"
                                + " single out rows. Do not lose what is right already.\n")
                .toString();
    }

    /** Words are counted in what may be shown: what is a mask in a row must not come back as a word. */
    private List<Mistakes.Case> cases(List<LabelledRow> rows) {
        List<Mistakes.Case> cases = new ArrayList<>();
        for (LabelledRow row : rows) {
            Predecessor.Verdict verdict = old.verdicts().get(row.id());
            if (verdict == null) {
                continue;
            }
            Border.Row passed = passed(row, verdict);
            shown.put(row.id(), passed);
            cases.add(
                    new Mistakes.Case(
                            row.id(),
                            passed.input(),
                            passed.output(),
                            passed.was(),
                            verdict.correct()));
        }
        return cases;
    }

    private Border.Row passed(LabelledRow row, Predecessor.Verdict verdict) {
        Border.Row whole = new Border.Row(row.input(), row.output(), verdict.answer(), null);
        return border.letsInputsPass()
                ? border.passed(whole)
                : new Border.Row(TextNode.valueOf(""), row.output(), verdict.answer(), null);
    }

    private void mistakes(Mistakes mistakes, StringBuilder text) {
        text.append("Of ").append(mistakes.labels());
        text.append(" labelled rows that it had not learned from it got ").append(mistakes.wrong());
        text.append(" wrong:\n");
        List<Mistakes.Pair> kinds =
                mistakes.pairs().stream().filter(this::mayBeShown).limit(MOST_KINDS).toList();
        for (Mistakes.Pair kind : kinds) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "- should be %s, was %s: %d (%.0f%% of the mistakes)\n",
                            kind.expected(),
                            kind.answered() == null ? "no answer" : kind.answered(),
                            kind.count(),
                            100 * kind.share()));
            if (border.letsInputsPass()) {
                details(kind, mistakes, text);
            }
        }
        long told = kinds.stream().mapToLong(Mistakes.Pair::count).sum();
        if (told < mistakes.wrong()) {
            text.append("- others: ").append(mistakes.wrong() - told).append('\n');
        }
    }

    private boolean mayBeShown(Mistakes.Pair kind) {
        return border.letsInputsPass() || isNamed(kind.expected()) && isNamed(kind.answered());
    }

    private boolean isNamed(JsonNode answer) {
        return answer == null || border.isNamed(answer);
    }

    private void details(Mistakes.Pair kind, Mistakes all, StringBuilder text) {
        if (!kind.words().isEmpty()) {
            long right = all.labels() - all.wrong();
            text.append("  words that are frequent there: ");
            text.append(
                    kind.words().stream()
                            .map(
                                    word ->
                                            "%s (in %d of these %d, in %d of the %d right ones)"
                                                    .formatted(
                                                            word.word(),
                                                            word.mistakes(),
                                                            kind.count(),
                                                            word.others(),
                                                            right))
                            .collect(Collectors.joining("; ")));
            text.append('\n');
        }
        for (String id : kind.ids()) {
            String input = shown.get(id).input().toString();
            text.append("  ").append(cut(input, LONGEST_INPUT, 0)).append('\n');
        }
    }

    private void source(StringBuilder text) {
        String source = GeneratedSource.withoutModels(old.source());
        String lines = firstLines(source);
        String passed = border.passed(TextNode.valueOf(lines)).asText();
        text.append("\nThe program in use, without what only a machine can read:\n```java\n");
        text.append(cut(passed, LONGEST_SOURCE, source.length() - lines.length()).strip());
        text.append("\n```\n");
    }

    /** Whole lines: what is cut in two is not recognised, and so not masked. */
    private static String firstLines(String source) {
        return source.length() <= MOST_MASKED
                ? source
                : source.substring(0, source.lastIndexOf('\n', MOST_MASKED - 1) + 1);
    }

    /**
     * @param text masked already
     * @param cut how many characters were cut off before
     */
    private static String cut(String text, int most, int cut) {
        int left = cut + Math.max(0, text.length() - most);
        return left == 0
                ? text
                : text.substring(0, Math.min(most, text.length()))
                        + "… ("
                        + left
                        + " more characters)";
    }
}
