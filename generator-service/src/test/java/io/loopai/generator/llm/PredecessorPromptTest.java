package io.loopai.generator.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.loopai.generator.Generator;
import io.loopai.generator.LabelledRow;
import io.loopai.privacy.Border;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PredecessorPromptTest {

    private static final String SOURCE =
            """
            import io.loopai.program.*;

            public final class Old implements Program {
                public Answer answer(Input in) {
                    return Answer.of(in.text("text").equals("jo@mail.org") ? "pear" : "apple");
                }
            }
            """;

    private final List<LabelledRow> rows = new ArrayList<>();
    private final Map<String, Predecessor.Verdict> verdicts = new HashMap<>();

    @Test
    void shouldTellTheReasonTheKindsOfMistakesAndTheSource() {
        judged();

        assertThat(text("balanced", SOURCE))
                .isEqualTo(
                        """

                        A program for this task is in use already. Write a better one, because it agrees too seldom with the right answers: 80% of 50, says <EMAIL>.
                        Of 30 labelled rows that it had not learned from it got 9 wrong:
                        - should be "pear", was "apple": 6 (67% of the mistakes)
                          words that are frequent there: email (in 6 of these 6, in 0 of the 21 right ones); hard (in 6 of these 6, in 0 of the 21 right ones)
                          {"text":"hard 0 <EMAIL>"}
                          {"text":"hard 1 <EMAIL>"}
                          {"text":"hard 2 <EMAIL>"}
                        - should be "apple", was "pear": 2 (22% of the mistakes)
                          {"text":"soft 0"}
                          {"text":"soft 1"}
                        - should be "pear", was no answer: 1 (11% of the mistakes)
                          {"text":"silent"}

                        The program in use, without what only a machine can read:
                        ```java
                        import io.loopai.program.*;

                        public final class Old implements Program {
                            public Answer answer(Input in) {
                                return Answer.of(in.text("text").equals("<EMAIL>") ? "pear" : "apple");
                            }
                        }
                        ```

                        Find out what makes for these mistakes, and mend it for all inputs of the kind; do not single out rows. Do not lose what is right already.
                        """);
    }

    @Test
    void shouldTellOfAStrictTaskHowManyMistakesOfWhichKindAndNothingElse() {
        judged();

        assertThat(text("strict", SOURCE))
                .isEqualTo(
                        """

                        A program for this task is in use already. Write a better one, because it agrees too seldom with the right answers.
                        Of 30 labelled rows that it had not learned from it got 9 wrong:
                        - should be "pear", was "apple": 6 (67% of the mistakes)
                        - should be "apple", was "pear": 2 (22% of the mistakes)
                        - should be "pear", was no answer: 1 (11% of the mistakes)

                        Find out what makes for these mistakes, and mend it for all inputs of the kind; do not single out rows. Do not lose what is right already.
                        """);
    }

    @Test
    void shouldTellNoAnswerOfAStrictTaskThatTheSchemaDoesNotName() {
        add("a", "Jo Smith", "Ann Miller", false);
        add("b", "Jo Smith", "Jo Smith", true);
        TaskSpec free =
                TaskFile.parse(
                        """
                        id: names
                        description: Who wrote it?
                        input_schema: {type: object, properties: {text: {type: string}}}
                        output_schema: {type: string}
                        privacy: strict
                        """,
                        "names.yaml");

        assertThat(text(free, SOURCE))
                .contains("it got 1 wrong:\n- others: 1\n")
                .doesNotContain("Smith", "Miller");
    }

    @Test
    void shouldLeaveOutWhatALearnedProgramHasLearned() {
        String learned =
                new Generator(Tasks.fruit("balanced"), Tasks.rows(40), 1).learned().source();
        assertThat(learned).contains("The words that speak most for each answer", "LinearModel.of");

        assertThat(text("balanced", learned))
                .contains(
                        "// A linear model, learned from labelled rows: left out.",
                        "public Answer answer(Input in) {")
                .doesNotContain("The words that speak most", "LinearModel.of");
    }

    @Test
    void shouldCutALongSource() {
        String source = SOURCE + "// " + "x y ".repeat(6_000);

        assertThat(text("permissive", source))
                .contains("x y… (" + (source.length() - 20_000) + " more characters)\n```\n")
                .contains("in.text(\"text\").equals(\"jo@mail.org\")");
    }

    @Test
    void shouldMaskWhatStandsAcrossTheCut() {
        String begin = SOURCE + "// ";
        String source = begin + "x ".repeat((19_990 - begin.length()) / 2) + " jo.smith@mail.org\n";

        assertThat(text("permissive", source)).contains("jo.smith");
        assertThat(text("balanced", source))
                .contains("x x  <EMAIL_2>\n```")
                .doesNotContain("smith");
    }

    @Test
    void shouldShowTheFirstLinesOfASourceThatIsTooLongToBeMasked() {
        String source = SOURCE + "// x y\n".repeat(8_000);

        assertThat(text("balanced", source))
                .contains("in.text(\"text\").equals(\"<EMAIL>\")", "// x y\n")
                .contains(
                        "… ("
                                + (source.length()
                                        - 20_000
                                        - "jo@mail.org".length()
                                        + "<EMAIL>".length())
                                + " more characters)\n```\n");
    }

    @Test
    void shouldTellNothingOfMistakesWhereNothingWasJudged() {
        assertThat(text("balanced", SOURCE))
                .contains("says <EMAIL>.\n\nThe program in use")
                .doesNotContain("labelled rows that it had not learned from");
    }

    private void judged() {
        for (int i = 0; i < 21; i++) {
            add("easy " + i, "apple", "apple", true);
        }
        for (int i = 0; i < 6; i++) {
            add("hard " + i + " jo" + i + "@mail.org", "pear", "apple", false);
        }
        add("soft 0", "apple", "pear", false);
        add("soft 1", "apple", "pear", false);
        add("silent", "pear", null, false);
        rows.add(Tasks.row("judged by nobody", "pear"));
    }

    private void add(String text, String expected, String answer, boolean correct) {
        LabelledRow row = Tasks.row(text, expected);
        rows.add(row);
        verdicts.put(
                row.id(),
                new Predecessor.Verdict(answer == null ? null : TextNode.valueOf(answer), correct));
    }

    private String text(String privacy, String source) {
        return text(Tasks.fruit(privacy), source);
    }

    private String text(TaskSpec task, String source) {
        Predecessor old =
                new Predecessor(
                        source,
                        "it agrees too seldom with the right answers",
                        "80% of 50, says jo@mail.org",
                        verdicts);
        return new PredecessorPrompt(Border.of(task), old).text(rows);
    }
}
