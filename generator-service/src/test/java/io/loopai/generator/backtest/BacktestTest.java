package io.loopai.generator.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.loopai.generator.InvalidLabelsException;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.learn.Synonyms;
import io.loopai.task.Json;
import io.loopai.task.Sampling;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BacktestTest {

    private static final TaskSpec TASK =
            TaskFile.parse(
                    """
                    id: synthetic
                    input_schema: {type: object, properties: {text: {type: string}}, required: [text]}
                    output_schema: {type: string}
                    """,
                    "synthetic.yaml");

    private static final String[] LABELS = {"fruit", "tool", "animal"};
    private static final String[][] WORDS = {
        {"apple", "pear", "plum", "cherry", "mango", "grape", "melon", "fig"},
        {"hammer", "saw", "drill", "wrench", "pliers", "chisel", "file", "clamp"},
        {"horse", "otter", "badger", "falcon", "salmon", "beetle", "goat", "crow"},
    };
    private static final String[] FILLERS = {
        "the", "a", "one", "old", "new", "small", "big", "red", "near", "with", "good", "far"
    };

    private static final Map<Map.Entry<List<LabelledRow>, BacktestOptions>, BacktestResult>
            REPLAYED = new HashMap<>();

    @Test
    void shouldKeepToItsBudget() {
        for (Sampling.Policy policy : List.of(Sampling.Policy.MIXED, Sampling.Policy.RANDOM)) {
            BacktestResult result = replay(stream(3_000, 1, 0, -1), options(0.1, false, policy));

            assertThat(result.streamRows()).isEqualTo(3_000 - 9);
            assertThat(result.oracleCalls()).isBetween(240, 345);
            assertThat(result.costUsd()).isCloseTo(0.01 * result.oracleCalls(), within(1e-9));
        }
    }

    @Test
    void shouldDrawAsChanceDoesUnlessSomeAnswersAreRare() {
        List<LabelledRow> even = stream(3_000, 1, 0, -1);
        List<LabelledRow> uneven = rare(stream(9_000, 1, 0, -1));
        BacktestOptions mixed = options(0.1, false, Sampling.Policy.MIXED);
        BacktestOptions random = options(0.1, false, Sampling.Policy.RANDOM);

        assertThat(replay(even, mixed)).usingRecursiveComparison().isEqualTo(replay(even, random));
        BacktestResult chosen = replay(uneven, mixed);
        BacktestResult chance = replay(uneven, random);
        assertThat(chosen.oracleCalls()).isNotEqualTo(chance.oracleCalls());
        assertThat(chosen.oracleCalls() / (double) chosen.streamRows()).isBetween(0.08, 0.115);
    }

    /** Of two labels one row in twenty. */
    private static List<LabelledRow> rare(List<LabelledRow> rows) {
        List<LabelledRow> rare = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (i % 20 == 0 || rows.get(i).output().asText().equals(LABELS[0])) {
                rare.add(rows.get(i));
            }
        }
        return rare;
    }

    @Test
    void shouldGrowBetterWithMoreLabels() {
        BacktestResult result =
                replay(stream(3_000, 1, 0, -1), options(0.1, false, Sampling.Policy.MIXED));

        assertThat(result.accuracyLastQuarter()).isGreaterThan(0.95);
        assertThat(result.accuracyTest()).isGreaterThan(0.95);
        assertThat(result.versions().get(0).how()).isEqualTo("start");
        assertThat(result.versions()).hasSizeBetween(2, 15);
        assertThat(result.versions().stream().filter(BacktestResult.Made::promoted).count())
                .isGreaterThan(1);
    }

    @Test
    void shouldLetNothingButProofMakeAVersionTheOneToBeat() {
        BacktestResult result =
                replay(stream(3_000, 1, 0.1, -1), options(0.1, false, Sampling.Policy.MIXED));
        Map<Integer, String> how =
                result.versions().stream()
                        .collect(
                                Collectors.toMap(
                                        BacktestResult.Made::version, BacktestResult.Made::how));

        assertThat(result.versions().subList(1, result.versions().size()))
                .hasSizeGreaterThan(3)
                .allSatisfy(
                        made ->
                                assertThat(how.get(made.challenged()))
                                        .as("what v%d had to beat", made.version())
                                        .isIn("start", "duels"));
    }

    @Test
    void shouldAnswerAShiftByANewVersion() {
        int shiftAt = 2_000;
        BacktestResult result =
                replay(stream(4_000, 1, 0, shiftAt), options(0.1, false, Sampling.Policy.RANDOM));

        assertThat(result.versions())
                .anySatisfy(
                        made -> {
                            assertThat(made.reason()).isEqualTo("drift");
                            assertThat(made.atRow()).isBetween(shiftAt - 9, shiftAt + 600);
                        });
        // The program from before the shift gets none of the exchanged labels right.
        assertThat(result.accuracyLastQuarter()).isGreaterThan(0.85);
    }

    @Test
    void shouldSeeNoDriftWhereThereIsNone() {
        for (int seed = 1; seed <= 3; seed++) {
            BacktestResult result =
                    replay(
                            stream(3_000, seed, 0.1, -1),
                            options(0.1, false, Sampling.Policy.MIXED));

            assertThat(result.versions()).noneMatch(made -> made.reason().equals("drift"));
        }
    }

    /**
     * One in twenty may be wrong; where the programs answer all, it is up to one in eleven. Runs differ
     * by 0.02 (their standard deviation, in ten), so that the mean of three is known to 0.011.
     */
    @Test
    void shouldRarelyBeWrongWithTheFallback() {
        double wrong = 0;
        double asked = 0;
        int runs = 3;
        for (int seed = 1; seed <= runs; seed++) {
            BacktestResult result =
                    replay(
                            stream(1_500, seed, 0.1, -1),
                            options(0.05, true, Sampling.Policy.MIXED));
            wrong += (1 - result.accuracyLastQuarter()) / runs;
            asked += result.oracleShareLastQuarter() / runs;
        }

        assertThat(wrong).isLessThan(0.065);
        assertThat(asked).isBetween(0.05, 0.6);
    }

    /** Each label has one template, so that no fold can tell how good a program is: the stream can. */
    @Test
    void shouldLearnFromTheStreamWhenToAnswerWhereNothingCanBeClaimed() {
        Random random = new Random(1);
        List<LabelledRow> history = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            int label = random.nextInt(24);
            String text = WORDS[label / 8][label % 8] + " number " + random.nextInt(100_000);
            history.add(row(i, text, "event " + label));
        }

        BacktestResult result = replay(history, options(0.05, true, Sampling.Policy.MIXED));

        assertThat(result.oracleShareLastQuarter()).isLessThan(0.3);
        assertThat(result.accuracyLastQuarter()).isGreaterThan(0.95);
    }

    /** From so few labels no threshold reaches the target: everything is left to the oracle. */
    @Test
    void shouldCountTheAnswersOfTheOracleInMacroF1() {
        List<LabelledRow> history = stream(60, 1, 0, -1);
        Backtest alone = Backtest.of(TASK, history, options(0.1, false, Sampling.Policy.RANDOM));
        Backtest helped = Backtest.of(TASK, history, options(0.1, true, Sampling.Policy.RANDOM));
        alone.run(row -> {});
        helped.run(row -> {});

        assertThat(helped.result(List.of()).accuracyLastQuarter()).isEqualTo(1);
        assertThat(helped.macroF1LastQuarter()).isEqualTo(1);
        assertThat(alone.macroF1LastQuarter()).isBetween(0.1, 0.95);
    }

    @Test
    void shouldGiveTheSameResultForTheSameSeed() {
        List<LabelledRow> history = stream(1_000, 1, 0.1, -1);
        BacktestOptions options = options(0.1, false, Sampling.Policy.MIXED);
        BacktestResult first = replay(history, options);

        assertThat(replayAnew(history, options)).isEqualTo(first);
        assertThat(
                        replay(
                                        history,
                                        new BacktestOptions(
                                                0.1,
                                                3,
                                                false,
                                                0.95,
                                                Sampling.Policy.MIXED,
                                                2,
                                                0.01))
                                .versions())
                .isNotEqualTo(first.versions());
    }

    @Test
    void shouldLearnFromRecordsThatNobodyLabelled() {
        List<LabelledRow> history = Synonyms.rows(2_500, 1);
        Backtest backtest =
                Backtest.of(Synonyms.TASK, history, options(0.03, false, Sampling.Policy.RANDOM));
        backtest.run(row -> {});

        // About 75 labels show half of the 600 words: alone they make 80% to 85% right.
        assertThat(backtest.result(Synonyms.rows(500, 2)).accuracyTest()).isGreaterThan(0.93);
    }

    @Test
    void shouldKnowNothingOfRecordsToCome() {
        int common = 900;
        List<LabelledRow> one = Synonyms.rows(1_200, 1);
        List<LabelledRow> other = new ArrayList<>(one.subList(0, common));
        other.addAll(Synonyms.rows(1_200 - common, 2));

        assertThat(rightAtFirst(one, common)).isEqualTo(rightAtFirst(other, common));
    }

    private static List<Boolean> rightAtFirst(List<LabelledRow> history, int rows) {
        Backtest backtest =
                Backtest.of(Synonyms.TASK, history, options(0.1, false, Sampling.Policy.RANDOM));
        backtest.run(row -> {});
        List<Boolean> right = new ArrayList<>();
        for (int i = 0; i < rows - 9; i++) {
            right.add(backtest.right()[i]);
        }
        return right;
    }

    @Test
    void shouldNameItsNumbersInSnakeCase() {
        BacktestResult result =
                replay(stream(100, 1, 0, -1), options(0.1, false, Sampling.Policy.MIXED));
        var json = Json.MAPPER.valueToTree(result);

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "stream_rows",
                        "oracle_calls",
                        "accuracy_stream",
                        "accuracy_test",
                        "macro_f1_test",
                        "oracle_share_last_quarter",
                        "accuracy_last_quarter",
                        "cost_usd",
                        "versions");
        assertThat(json.get("versions").get(0).fieldNames())
                .toIterable()
                .containsExactly(
                        "version",
                        "at_row",
                        "reason",
                        "labels",
                        "estimated_accuracy",
                        "promoted",
                        "how",
                        "promoted_at_row");
    }

    @Test
    void shouldSayWhenNothingIsLeftToReplay() {
        List<LabelledRow> history = stream(200, 1, 0, -1);

        assertThatThrownBy(
                        () ->
                                Backtest.of(
                                        TASK,
                                        history,
                                        new BacktestOptions(
                                                0.1,
                                                200,
                                                false,
                                                0.95,
                                                Sampling.Policy.MIXED,
                                                1,
                                                0)))
                .isInstanceOf(InvalidLabelsException.class)
                .hasMessage(
                        "all 200 rows of the stream are needed to begin with, 200 of each label, and"
                                + " none is left to replay: give a longer stream, or a smaller"
                                + " --start");
    }

    /** Several tests look at the same replay, which takes seconds. */
    private static BacktestResult replay(List<LabelledRow> history, BacktestOptions options) {
        return REPLAYED.computeIfAbsent(
                Map.entry(history, options), each -> replayAnew(history, options));
    }

    private static BacktestResult replayAnew(List<LabelledRow> history, BacktestOptions options) {
        Backtest backtest = Backtest.of(TASK, history, options);
        backtest.run(row -> {});
        return backtest.result(stream(200, 99, 0, -1));
    }

    private static BacktestOptions options(double share, boolean fallback, Sampling.Policy policy) {
        return new BacktestOptions(share, 3, fallback, 0.95, policy, 1, 0.01);
    }

    /**
     * Records whose words tell their label.
     *
     * @param noise share of records whose words belong to another label
     * @param shiftAt from this record on, two of the labels are exchanged; -1 for never
     */
    private static List<LabelledRow> stream(int rows, long seed, double noise, int shiftAt) {
        Random random = new Random(seed);
        List<LabelledRow> stream = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int label = random.nextInt(LABELS.length);
            int words = random.nextDouble() < noise ? random.nextInt(LABELS.length) : label;
            String text =
                    any(FILLERS, random)
                            + " "
                            + any(WORDS[words], random)
                            + " "
                            + any(FILLERS, random)
                            + " "
                            + any(FILLERS, random)
                            + " "
                            + random.nextInt(1_000);
            boolean exchanged = shiftAt >= 0 && i >= shiftAt && label < 2;
            stream.add(
                    new LabelledRow(
                            "id " + i,
                            JsonNodeFactory.instance.objectNode().put("text", text),
                            JsonNodeFactory.instance.textNode(
                                    LABELS[exchanged ? 1 - label : label])));
        }
        return stream;
    }

    private static String any(String[] words, Random random) {
        return words[random.nextInt(words.length)];
    }

    private static LabelledRow row(int number, String text, String label) {
        return new LabelledRow(
                "r" + number,
                Json.MAPPER.createObjectNode().put("text", text),
                JsonNodeFactory.instance.textNode(label));
    }
}
