package io.loopai.generator.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.loopai.features.TextFeatures;
import io.loopai.generator.Evaluation;
import io.loopai.generator.LabelledRow;
import io.loopai.generator.ProgramTrial;
import io.loopai.generator.Rows;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.Sandbox;
import io.loopai.task.TaskSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatentTrainerTest {

    private static final String FEATURES = "words 1-2, chars 2-5, marks";

    private final List<LabelledRow> labelled = Synonyms.rows(30, 1);
    private final List<LabelledRow> test = Synonyms.rows(300, 2);
    private final List<JsonNode> unlabelled = Synonyms.inputs(1_500, 3);

    @Test
    void shouldLearnWordsThatNoLabelledRowHas() throws Exception {
        var without = new LearnedCandidate(Synonyms.TASK, FEATURES, Weighing.ALIKE, 1);
        var with = LearnedCandidate.withUnlabelled(Synonyms.TASK, FEATURES, unlabelled, 1);

        assertThat(accuracy(without.source(labelled, 0))).isLessThan(0.8);
        assertThat(accuracy(with.source(labelled, 0))).isGreaterThan(0.95);
    }

    private double accuracy(String source) throws Exception {
        return Evaluation.of(trial(Synonyms.TASK, source), test).accuracy();
    }

    private static ProgramTrial trial(TaskSpec task, String source) throws Exception {
        return new ProgramTrial(task, Sandbox.compile(source, CompilerKind.ECJ));
    }

    @Test
    void shouldScoreByFeaturesAsByDirections() {
        FieldPlan plan = FieldPlan.of(Synonyms.TASK.inputSchema(), labelled);
        Vectors known = vectors(labelled, plan);
        Vectors others = vectors(Synonyms.rows(500, 3), plan);
        LatentSpace space = new LatentSpace(known, others);
        Random random = new Random(1);
        Vectors fresh = vectors(test, plan);
        SparseRows rows = space.vectors(fresh);
        float[][] ofVectors = new float[rows.width()][1];
        for (float[] each : ofVectors) {
            each[0] = random.nextFloat() - 0.5f;
        }
        LinearWeights weights = space.weights(2);
        weights.set(space.ofFeatures(ofVectors));

        assertThat(weights.size()).isGreaterThan(1_000);
        for (int row = 0; row < fresh.size(); row++) {
            double score = 0;
            for (int i = rows.start()[row]; i < rows.start()[row + 1]; i++) {
                score += ofVectors[rows.columns()[i]][0] * rows.values()[i];
            }
            assertThat(weights.scores(fresh.row(row))[1]).isCloseTo(score, within(1e-4));
        }
    }

    @Test
    void shouldUseMoreFeaturesOfLongTexts() {
        assertThat(new LatentSpace(numbers(4_000, 10)).weights(2).size()).isEqualTo(20_000);
        assertThat(new LatentSpace(numbers(1_000, 150)).weights(2).size())
                .isBetween(25_000, 40_000);
    }

    /** Rows of so many of 500 made-up words. */
    private static Vectors numbers(int rows, int words) {
        Random random = new Random(3);
        List<LabelledRow> all =
                IntStream.range(0, rows)
                        .mapToObj(
                                row ->
                                        random.ints(words, 0, 500)
                                                .mapToObj(n -> Integer.toString(n * 48_271, 36))
                                                .collect(Collectors.joining(" ")))
                        .map(text -> JsonNodeFactory.instance.objectNode().put("text", text))
                        .map(
                                input ->
                                        new LabelledRow(
                                                "", input, JsonNodeFactory.instance.textNode("a")))
                        .toList();
        return vectors(all, FieldPlan.of(Synonyms.TASK.inputSchema(), all));
    }

    private static Vectors vectors(List<LabelledRow> rows, FieldPlan plan) {
        return Vectors.of(rows, plan, TextFeatures.parse(FEATURES));
    }

    /** What is measured out of fold is the program, but for its rounded weights. */
    @Test
    void shouldWriteAProgramThatAnswersAsTheModel() throws Exception {
        List<LabelledRow> rows = Synonyms.rows(120, 4); // so many that names of labels have no part
        FieldPlan plan = FieldPlan.of(Synonyms.TASK.inputSchema(), rows);
        List<LabelledRow> others =
                unlabelled.stream().map(input -> new LabelledRow("", input, null)).toList();
        Vectors known = vectors(rows, plan);
        LatentSpace space = new LatentSpace(known, vectors(others, plan));
        int[] labels = rows.stream().mapToInt(LatentTrainerTest::label).toArray();
        int[] all = IntStream.range(0, rows.size()).toArray();
        LinearWeights model =
                new LatentTrainer(space, space.vectors(known), 3).train(Lessons.of(all, labels));
        ProgramTrial program =
                trial(
                        Synonyms.TASK,
                        LearnedCandidate.withUnlabelled(Synonyms.TASK, FEATURES, unlabelled, 1)
                                .source(rows, 0));

        Vectors fresh = vectors(test, plan);
        long same =
                IntStream.range(0, test.size())
                        .filter(
                                i ->
                                        best(model.scores(fresh.row(i)))
                                                == label(program.run(test.get(i).input()).output()))
                        .count();
        assertThat(same).isGreaterThanOrEqualTo(test.size() - 1);
    }

    private static int label(LabelledRow row) {
        return label(row.output());
    }

    private static int label(JsonNode output) {
        return output.textValue().charAt(1) - '1';
    }

    private static int best(double[] scores) {
        double most = Arrays.stream(scores).max().orElseThrow();
        return IntStream.range(0, scores.length)
                .filter(i -> scores[i] == most)
                .findFirst()
                .orElse(-1);
    }

    @Test
    void shouldStillLearnFromOtherFields() throws Exception {
        TaskSpec task =
                Rows.task(
                        "{id: mixed, description: '', input_schema: {type: object, properties:"
                                + " {text: {type: string}, paid: {type: boolean}}},"
                                + " output_schema: {type: string, enum: [x1, x2]}}");
        List<LabelledRow> rows = paid(60, 1);
        List<JsonNode> inputs = paid(400, 2).stream().map(LabelledRow::input).toList();

        String source = LearnedCandidate.withUnlabelled(task, FEATURES, inputs, 1).source(rows, 0);

        assertThat(Evaluation.of(trial(task, source), paid(200, 3)).accuracy()).isGreaterThan(0.9);
    }

    /** Only the flag tells the answer. */
    private static List<LabelledRow> paid(int count, long seed) {
        return Synonyms.rows(count, seed).stream()
                .map(
                        row -> {
                            boolean paid = row.input().hashCode() % 2 == 0;
                            String input =
                                    "{\"text\":"
                                            + row.input().get("text")
                                            + ",\"paid\":"
                                            + paid
                                            + "}";
                            return Rows.row(row.id(), input, paid ? "\"x1\"" : "\"x2\"");
                        })
                .toList();
    }
}
