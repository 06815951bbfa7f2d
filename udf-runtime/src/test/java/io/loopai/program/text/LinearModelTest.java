package io.loopai.program.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.loopai.features.FeatureList;
import io.loopai.features.FieldFeatures;
import io.loopai.features.Packed;
import io.loopai.features.TextFeatures;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearModelTest {

    private static final String SPEC = "words 1-2, chars 2-4, marks, kinds";
    private static final double[] SCALE = {0.02, 0.03, 0.01, 0.04, 0.05};

    private final Random random = new Random(7);

    /** Where nearly all weights are 0, the others are kept one by one. */
    @ParameterizedTest
    @CsvSource({"2, 0.5", "3, 0.5", "8, 0.1", "17, 0.2", "17, 0.05", "150, 0.5", "150, 0.05"})
    void shouldScoreAsTheDefinitionSays(int labels, double density) {
        Weights weights = new Weights(labels, density);
        LinearModel dense = weights.dense();
        LinearModel sparse = weights.sparse();

        for (int i = 0; i < 50; i++) {
            String text = randomText();
            double[] expected = weights.probabilities(text);
            for (LinearModel model : List.of(dense, sparse)) {
                Scores scores = model.score(text);
                for (int label = 0; label < labels; label++) {
                    assertThat(scores.probability("l" + label))
                            .isCloseTo(expected[label], within(1e-9));
                }
                assertThat(scores.probability())
                        .isEqualTo(scores.probability(scores.best()))
                        .isCloseTo(max(expected), within(1e-9));
            }
        }
    }

    /** As those that were made before there were kinds. */
    @Test
    void shouldTakeAModelThatSaysNothingOfKinds() {
        Weights weights = new Weights(3);
        String text = randomText() + " soup, soup";
        LinearModel.Builder builder = weights.begin().weights(weights.size(), weights.packed());

        LinearModel without = builder.scale(Arrays.copyOf(SCALE, SCALE.length - 1)).build();

        double[] scale = SCALE.clone();
        scale[SCALE.length - 1] = 0;
        assertThat(without.score(text).probability("l1"))
                .isEqualTo(builder.scale(scale).build().score(text).probability("l1"))
                .isNotEqualTo(weights.dense().score(text).probability("l1"));
    }

    /** What one record left behind is not found in the next, of whatever model it is. */
    @Test
    void shouldTakeTurnsWithOtherModels() {
        List<Weights> models = List.of(new Weights(2), new Weights(17, 0.05), new Weights(3));
        for (int i = 0; i < 400; i++) {
            Weights weights = models.get(random.nextInt(models.size()));
            String text = randomText();
            double[] expected = weights.probabilities(text);

            Scores scores = (random.nextBoolean() ? weights.dense() : weights.sparse()).score(text);

            assertThat(scores.probability("l1")).isCloseTo(expected[1], within(1e-9));
        }
    }

    @Test
    void shouldAddFieldsUp() {
        Weights weights = new Weights(3);
        String one = randomText();
        String other = randomText();

        Scores both = weights.dense().evidence().text("", one).text("", other).scores();

        assertThat(both.probability("l1"))
                .isCloseTo(weights.probabilities(one, other)[1], within(1e-9));
    }

    /** Each field is one of the features that the weights stand for. */
    @Test
    void shouldWeighFieldsThatAreNoTexts() {
        FeatureList list = new FeatureList(0);
        FieldFeatures.choice("country", "NL", list);
        FieldFeatures.choice("new", "true", list);
        FieldFeatures.number("amount", 50, list, 1, 10, 100);
        int[] buckets =
                IntStream.range(0, list.size())
                        .map(i -> FeatureList.bucket(list.get(i)))
                        .sorted()
                        .toArray();
        byte[] weights = new byte[buckets.length];
        Arrays.fill(weights, (byte) 10);
        LinearModel model =
                LinearModel.of("no", "yes")
                        .features("words 1", buckets.length, Packed.writeAscending(buckets))
                        .weights(weights.length, Packed.write(weights))
                        .scale(0, 0, 0, 0.1)
                        .bias(-1)
                        .build();

        LinearModel.Evidence evidence =
                model.evidence()
                        .choice("country", "NL")
                        .flag("new", true)
                        .number("amount", 50, 1, 10, 100);

        double score = 5 * 10 * 0.1 / Math.sqrt(5) - 1;
        assertThat(evidence.scores().probability("yes"))
                .isCloseTo(1 / (1 + Math.exp(-score)), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.4, 1})
    void shouldDivideByThePowerOfTheNumberOfFeatures(double power) {
        FeatureList list = new FeatureList(0);
        TextFeatures.parse("words 1").find("", "one two three", list);
        int[] buckets =
                IntStream.range(0, list.size())
                        .map(i -> FeatureList.bucket(list.get(i)))
                        .sorted()
                        .toArray();
        LinearModel model =
                LinearModel.of("no", "yes")
                        .features("words 1", 3, Packed.writeAscending(buckets))
                        .weights(3, Packed.write(new byte[] {10, 10, 10}))
                        .scale(0.1, 0, 0, 0)
                        .bias(-1)
                        .power(power)
                        .build();

        double score = 3 * 10 * 0.1 / Math.pow(3, power) - 1;
        assertThat(model.score("three two one").probability("yes"))
                .isCloseTo(1 / (1 + Math.exp(-score)), within(1e-9));
    }

    @Test
    void shouldKnowOnlyItsLabels() {
        Scores scores = new Weights(2).dense().score("hi");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> scores.probability("spam"))
                .withMessage("'spam' is none of the model's labels [l0, l1]");
    }

    @Test
    void shouldSayWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearModel.of("one"))
                .withMessage("a model tells at least two labels apart");
        LinearModel.Builder builder =
                LinearModel.of("a", "b", "c")
                        .features("words 1", 2, Packed.writeAscending(new int[] {3, 9}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.weights(4, Packed.write(new byte[4])))
                .withMessage("there are 4 weights, but 6 are needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.weights(6, Packed.write(new byte[5])))
                .withMessage("there are 5 weights, but 6 are needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.weights(6, Packed.write(new byte[1 << 20])))
                .withMessage("packed numbers take more than the 6 bytes they may take");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.sparseWeights(1, Packed.write(new byte[4])))
                .withMessage(
                        "there are 1 weights that are not 0, but each of 2 features has one, and all"
                                + " have at most 67108864");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.sparseWeights(2, Packed.write(new byte[1 << 20])))
                .withMessage("packed numbers take more than the 14 bytes they may take");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.bias(1))
                .withMessage("there are 1 biases, but 3 are needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.scale(1, 2))
                .withMessage("there are 2 scales, but 5 are needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.power(Double.NaN))
                .withMessage("NaN is no power from 0 to 1");
        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessage("a model needs features, weights, scale and bias");
        int[] beyond = {TextFeatures.BUCKETS};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.features("words 1", 1, Packed.writeAscending(beyond)))
                .withMessage("bucket 262144 is not below 262144");
    }

    private String randomText() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--) {
            text.append((char) ('a' + random.nextInt(6))).append(random.nextInt(4) == 0 ? " " : "");
        }
        text.append(List.of("", " dog", " soup, soup").get(random.nextInt(3)));
        return text.append(random.nextBoolean() ? "!" : "?").toString();
    }

    private static int[] features(String text) {
        FeatureList list = new FeatureList(0);
        TextFeatures.parse(SPEC).find("", text, list);
        return IntStream.range(0, list.size()).map(list::get).toArray();
    }

    private static double max(double[] numbers) {
        double max = 0;
        for (double number : numbers) {
            max = Math.max(max, number);
        }
        return max;
    }

    /** A model as its definition puts it. */
    private final class Weights {

        final int outputs;
        final String[] labels;
        final int[] buckets;
        final byte[][] weights;
        final double[] bias;

        Weights(int labels) {
            this(labels, 0.5);
        }

        /**
         * @param density the share of the weights that are not 0
         */
        Weights(int labels, double density) {
            this.outputs = labels == 2 ? 1 : labels;
            this.labels = new String[labels];
            for (int i = 0; i < labels; i++) {
                this.labels[i] = "l" + i;
            }
            Set<Integer> chosen = new TreeSet<>();
            for (int i = 0; i < 40; i++) {
                for (int feature : features(randomText())) {
                    if (random.nextInt(3) > 0) {
                        chosen.add(FeatureList.bucket(feature));
                    }
                }
            }
            buckets = chosen.stream().mapToInt(Integer::intValue).toArray();
            weights = new byte[buckets.length][outputs];
            for (byte[] row : weights) {
                for (int i = 0; i < outputs; i++) {
                    row[i] = (byte) (random.nextDouble() < density ? random.nextInt(256) : 0);
                }
                row[0] = row[0] == 0 ? 1 : row[0]; // a feature has at least one
            }
            bias = random.doubles(outputs, -1, 1).toArray();
        }

        double[] probabilities(String... texts) {
            List<Set<Integer>> byBlock = new ArrayList<>();
            for (int block = 0; block < SCALE.length; block++) {
                byBlock.add(new HashSet<>());
            }
            Set<Integer> all = new HashSet<>();
            for (String text : texts) {
                for (int feature : features(text)) {
                    int bucket = FeatureList.bucket(feature);
                    if (row(bucket) >= 0 && all.add(bucket)) {
                        byBlock.get(FeatureList.block(feature)).add(bucket);
                    }
                }
            }
            double[] exp = new double[labels.length];
            double sum = 0;
            for (int label = 0; label < exp.length; label++) {
                int output = label - (labels.length - outputs);
                double score = output < 0 ? 0 : bias[output];
                for (int block = 0; block < SCALE.length && output >= 0; block++) {
                    double part = 0;
                    for (int bucket : byBlock.get(block)) {
                        part += weights[row(bucket)][output];
                    }
                    int count = byBlock.get(block).size();
                    score += count == 0 ? 0 : part * SCALE[block] / Math.sqrt(count);
                }
                exp[label] = Math.exp(score);
                sum += exp[label];
            }
            for (int label = 0; label < exp.length; label++) {
                exp[label] /= sum;
            }
            return exp;
        }

        private int row(int bucket) {
            return Arrays.binarySearch(buckets, bucket);
        }

        LinearModel dense() {
            return begin().weights(size(), packed()).build();
        }

        int size() {
            return buckets.length * outputs;
        }

        String[] packed() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (byte[] row : weights) {
                bytes.writeBytes(row);
            }
            return halves(Packed.write(bytes.toByteArray()));
        }

        LinearModel sparse() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int count = 0;
            for (byte[] row : weights) {
                int nonZero = 0;
                for (byte weight : row) {
                    nonZero += weight == 0 ? 0 : 1;
                }
                Packed.writeVarint(bytes, nonZero);
                int before = -1;
                for (int i = 0; i < outputs; i++) {
                    if (row[i] != 0) {
                        Packed.writeVarint(bytes, i - before - 1);
                        bytes.write(row[i]);
                        before = i;
                    }
                }
                count += nonZero;
            }
            return begin().sparseWeights(count, halves(Packed.write(bytes.toByteArray()))).build();
        }

        private LinearModel.Builder begin() {
            return LinearModel.of(labels)
                    .features(SPEC, buckets.length, halves(Packed.writeAscending(buckets)))
                    .scale(SCALE)
                    .bias(bias);
        }

        private static String[] halves(String text) {
            int half = text.length() / 2;
            return new String[] {text.substring(0, half), text.substring(half)};
        }
    }
}
