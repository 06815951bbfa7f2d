package io.loopai.generator.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.features.Block;
import io.loopai.features.Packed;
import io.loopai.features.TextFeatures;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundedWeightsTest {

    private final Random random = new Random(5);

    @ParameterizedTest
    @CsvSource({"2, 80000, 85000", "8, 25000, 85000", "20, 20000, 205000", "150, 4000, 300000"})
    void shouldUseTheRoomThereIs(int labels, int features, int room) {
        RoundedWeights rounded = RoundedWeights.fitting(weights(labels, features), 1);

        int characters = rounded.packedFeatures().length() + rounded.packedWeights().length();
        assertThat(characters).isBetween(room * 9 / 10, room);
        assertThat(rounded.features()).isBetween(features / 20, features);
    }

    @Test
    void shouldShareTheRoomAmongModels() {
        RoundedWeights rounded = RoundedWeights.fitting(weights(4, 80_000), 10);

        assertThat(rounded.packedFeatures().length() + rounded.packedWeights().length())
                .isBetween(27_000, 30_000);
    }

    @Test
    void shouldNotBeFinerThanIsOfUse() {
        RoundedWeights rounded = RoundedWeights.fitting(weights(2, 2_000), 1);

        assertThat(rounded.features()).isBetween(1_500, 2_000);

        assertThat(rounded.packedFeatures().length() + rounded.packedWeights().length())
                .isLessThan(6_000);
    }

    /** Many roundings together hardly move a score. */
    @Test
    void shouldScoreAsBefore() {
        LinearWeights weights = weights(2, 80_000);
        RoundedWeights rounded = RoundedWeights.fitting(weights, 1);
        int[] kept = Packed.readAscending(rounded.packedFeatures(), rounded.features());
        byte[] steps = Packed.read(rounded.packedWeights(), rounded.count());
        double[] scale = rounded.scale();
        double squares = 0;
        double errors = 0;
        for (int row = 0; row < 200; row++) {
            int[] features = random.ints(400, 0, weights.size()).distinct().toArray();
            double before = 0;
            double now = 0;
            for (int block = 0; block < 2; block++) {
                before += score(weights, features, block);
                now += score(weights, features, block, scale, kept, steps);
            }
            squares += before * before;
            errors += (before - now) * (before - now);
        }
        assertThat(Math.sqrt(errors / squares)).isLessThan(0.25);
    }

    private static double score(LinearWeights weights, int[] features, int block) {
        double sum = 0;
        int count = 0;
        for (int feature : features) {
            if (weights.block(feature) == block) {
                sum += weights.weight(feature, 0);
                count++;
            }
        }
        return sum / Math.pow(count, LinearWeights.POWER);
    }

    private static double score(
            LinearWeights weights,
            int[] features,
            int block,
            double[] scale,
            int[] kept,
            byte[] steps) {
        double sum = 0;
        int count = 0;
        for (int feature : features) {
            int at = Arrays.binarySearch(kept, weights.buckets()[feature]);
            if (at >= 0 && weights.block(feature) == block) {
                sum += steps[at] * scale[block];
                count++;
            }
        }
        return sum / Math.pow(count, LinearWeights.POWER);
    }

    /** What is measured out of fold are these. */
    @Test
    void shouldTellWhatAProgramMakesOfThem() {
        LinearWeights weights = weights(2, 80_000);
        RoundedWeights rounded = RoundedWeights.fitting(weights, 1);
        LinearWeights told = rounded.weights();
        byte[] steps = Packed.read(rounded.packedWeights(), rounded.count());
        double[] scale = rounded.scale();

        assertThat(told.buckets())
                .isEqualTo(Packed.readAscending(rounded.packedFeatures(), rounded.features()));
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.weight(i, 0)).isEqualTo((float) (steps[i] * scale[told.block(i)]));
        }
        assertThat(told.bias(0)).isEqualTo((float) weights.bias(0));
        assertThat(new RoundedWeights(weights, rounded.coarseness()).packedWeights())
                .isEqualTo(rounded.packedWeights());
    }

    @ParameterizedTest
    @CsvSource({"4, 25000, 1, false", "60, 5000, 20, true"})
    void shouldWriteTheWeightsOfManyLabelsThatItTells(
            int labels, int features, int each, boolean sparse) {
        RoundedWeights rounded = RoundedWeights.fitting(weights(labels, features, each), 1);
        assertThat(rounded.areSparse()).isEqualTo(sparse);
        LinearWeights told = rounded.weights();
        byte[][] steps = new byte[told.size()][labels];
        if (sparse) {
            byte[] packed = Packed.read(rounded.packedWeights(), 4 * told.size() * labels);
            Packed.Reader reader = new Packed.Reader(packed);
            for (byte[] of : steps) {
                int output = -1;
                for (int left = reader.varint(); left > 0; left--) {
                    output += reader.varint() + 1;
                    of[output] = reader.next();
                }
            }
        } else {
            byte[] packed = Packed.read(rounded.packedWeights(), rounded.count());
            for (int i = 0; i < packed.length; i++) {
                steps[i / labels][i % labels] = packed[i];
            }
        }

        double[] scale = rounded.scale();
        for (int i = 0; i < told.size(); i++) {
            for (int output = 0; output < labels; output++) {
                steps[i][output] -=
                        (byte) Math.round(told.weight(i, output) / scale[told.block(i)]);
            }
            assertThat(steps[i]).containsOnly(0);
        }
    }

    /** A field that decides nearly alone does not make words coarser. */
    @Test
    void shouldRoundEachBlockByItself() {
        LinearWeights weights = weights(2, 2_000);
        int bucket =
                IntStream.range(0, 9_999).filter(b -> !has(weights, b)).findFirst().orElseThrow();
        int[] buckets =
                IntStream.concat(Arrays.stream(weights.buckets()), IntStream.of(bucket))
                        .sorted()
                        .toArray();
        LinearWeights more = new LinearWeights(buckets, 2);
        int[] frequency = new int[TextFeatures.BUCKETS];
        byte[] block = new byte[TextFeatures.BUCKETS];
        float[][] all = new float[buckets.length + 1][1];
        for (int i = 0; i < buckets.length; i++) {
            int before = Arrays.binarySearch(weights.buckets(), buckets[i]);
            frequency[buckets[i]] = before < 0 ? 1_000 : weights.frequency(before);
            block[buckets[i]] =
                    (byte) (before < 0 ? Block.FIELDS.ordinal() : weights.block(before));
            all[i][0] = before < 0 ? 1e6f : weights.weight(before, 0);
        }
        more.set(all);
        more.describe(frequency, block);

        RoundedWeights rounded = RoundedWeights.fitting(more, 1);
        assertThat(rounded.features()).isEqualTo(RoundedWeights.fitting(weights, 1).features() + 1);
        assertThat(rounded.scale()[Block.FIELDS.ordinal()]).isEqualTo(1e6 / 127);
    }

    private static boolean has(LinearWeights weights, int bucket) {
        return Arrays.binarySearch(weights.buckets(), bucket) >= 0;
    }

    @Test
    void shouldWriteAModelWithoutWeights() {
        RoundedWeights rounded = RoundedWeights.fitting(new LinearWeights(new int[0], 3), 1);

        assertThat(rounded.features()).isZero();
        assertThat(rounded.count()).isZero();
        assertThat(rounded.scale()).doesNotContain(Double.NaN);
    }

    /** As learned ones are: many small, few large; each feature in one to fifty rows. */
    private LinearWeights weights(int labels, int features) {
        return weights(labels, features, 1);
    }

    /**
     * @param each one in so many weights of a feature is not 0
     */
    private LinearWeights weights(int labels, int features, int each) {
        int[] buckets =
                random.ints(0, TextFeatures.BUCKETS).distinct().limit(features).sorted().toArray();
        LinearWeights weights = new LinearWeights(buckets, labels);
        int[] frequency = new int[TextFeatures.BUCKETS];
        byte[] block = new byte[TextFeatures.BUCKETS];
        for (int bucket : buckets) {
            frequency[bucket] = 1 + (int) (50 * Math.pow(random.nextDouble(), 8));
            block[bucket] = (byte) (random.nextInt(4) == 0 ? Block.WORDS : Block.CHARS).ordinal();
        }
        float[][] all = new float[features + 1][labels == 2 ? 1 : labels];
        IntStream.range(0, features)
                .forEach(
                        i -> {
                            for (int output = i % each; output < all[i].length; output += each) {
                                double size = Math.sqrt(frequency[buckets[i]]);
                                all[i][output] = (float) (size * random.nextGaussian());
                            }
                        });
        weights.set(all);
        weights.describe(frequency, block);
        return weights;
    }
}
