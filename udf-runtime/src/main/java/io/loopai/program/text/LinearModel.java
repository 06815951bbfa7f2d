package io.loopai.program.text;

import io.loopai.features.Block;
import io.loopai.features.FeatureList;
import io.loopai.features.FieldFeatures;
import io.loopai.features.Packed;
import io.loopai.features.TextFeatures;
import io.loopai.features.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A learned linear model: scores labels by the n-grams, marks, tones and kinds of texts, and by other
 * fields.
 *
 * <pre>{@code
 * private static final LinearModel MODEL =
 *         LinearModel.of("ham", "spam")
 *                 .features("words 1-2, chars 2-5, marks", 8000, "…")
 *                 .weights(8000, "…", "…")
 *                 .scale(0.021, 0.033, 0.01, 0, 0)
 *                 .bias(0.4)
 *                 .build();
 *
 * Scores scores = MODEL.score(in.text("text"));
 * return Answer.of(scores.best(), scores.probability());
 * }</pre>
 *
 * <p>With several fields: {@code MODEL.evidence().text("subject", in.text("subject")).text("body",
 * in.text("body")).number("amount", in.number("amount"), 10, 100).scores()}.
 *
 * <p>Multinomial logistic regression over features that a record has or has not. In each {@link
 * Block block} the weights are divided by the square root of the number of known features
 * that the record has, so that long texts are no surer than short ones; or by another {@linkplain
 * Builder#power power} of it. Weights have 8 bits; with two
 * labels only the second one has weights.
 *
 * <p>Immutable; takes time linear in the text.
 */
public final class LinearModel {

    private static final int BLOCKS = Block.values().length;

    /** Most records have fewer features in a block. */
    private static final int POWERS = 512;

    private final List<String> labels;
    private final int outputs;
    private final TextFeatures features;

    private final Vocabulary known;
    private final int size;

    /** Of each feature for each output; null when only those that are not 0 are kept. */
    private final PackedRows rows;

    /** Those that are not 0, with their outputs; null when all are kept. */
    private final byte[] weights;

    private final int[] firstWeight;
    private final short[] outputOf;

    private final double[] scale;
    private final double[] bias;
    private final double power;

    /** Of the first numbers of features: a power takes as long as ten features. */
    private final double[] powers;

    private LinearModel(Builder builder) {
        labels = List.of(builder.labels);
        outputs = builder.outputs();
        features = builder.features;
        size = builder.buckets.length;
        known = Vocabulary.of(builder.buckets);
        rows = builder.rows;
        weights = builder.weights;
        firstWeight = builder.firstWeight;
        outputOf = builder.outputOf;
        scale = builder.scale;
        bias = builder.bias;
        power = builder.power;
        powers = IntStream.range(0, POWERS).mapToDouble(n -> Math.pow(n, power)).toArray();
    }

    /**
     * Begins a model that tells these labels apart.
     *
     * @param labels at least two
     * @throws IllegalArgumentException when there are fewer
     */
    public static Builder of(String... labels) {
        if (labels.length < 2) {
            throw new IllegalArgumentException("a model tells at least two labels apart");
        }
        return new Builder(labels);
    }

    /** The scores of a record that is one text, as {@code evidence().text("", text).scores()}. */
    public Scores score(String text) {
        LinearWork work = LinearWork.ofThread();
        work.list.begin(known);
        features.find("", text, work.list);
        return scores(work.list, work);
    }

    /** Begins to look at a record. */
    public Evidence evidence() {
        return new Evidence();
    }

    /** What one record says. Not to be kept: it is changed by every call. */
    public final class Evidence {

        private final FeatureList list = new FeatureList(0);

        private Evidence() {
            list.begin(known);
        }

        /** Adds a text; the name tells the fields apart. */
        public Evidence text(String field, String text) {
            features.find(field, text, list);
            return this;
        }

        /** Adds what a field holds that has few different values. */
        public Evidence choice(String field, String value) {
            FieldFeatures.choice(field, value, list);
            return this;
        }

        /** Adds what a field says that is true or false. */
        public Evidence flag(String field, boolean value) {
            FieldFeatures.choice(field, String.valueOf(value), list);
            return this;
        }

        /** Adds a number, as those of the thresholds that it exceeds. */
        public Evidence number(String field, double value, double... thresholds) {
            FieldFeatures.number(field, value, list, thresholds);
            return this;
        }

        /** The probabilities of the labels. */
        public Scores scores() {
            return LinearModel.this.scores(list, LinearWork.ofThread());
        }
    }

    /** The list holds known features only. */
    private Scores scores(FeatureList list, LinearWork work) {
        work.begin(size, list.size());
        int[] counts = new int[BLOCKS];
        int[] sums = new int[BLOCKS * outputs];
        int from = 0;
        for (int part = 0; part < list.parts(); part++) {
            int end = list.endOf(part);
            int block = FeatureList.block(list.get(from));
            counts[block] +=
                    rows == null
                            ? addSparse(list, from, end, work, sums, block * outputs)
                            : rows.add(list, from, end, work, sums, block * outputs);
            from = end;
        }
        return new Scores(labels, softmax(weighed(sums, counts)));
    }

    private int addSparse(
            FeatureList list, int from, int end, LinearWork work, int[] sums, int to) {
        int count = work.distinct(list, from, end);
        for (int i = 0; i < count; i++) {
            int last = firstWeight[work.ids[i] + 1];
            for (int at = firstWeight[work.ids[i]]; at < last; at++) {
                sums[to + outputOf[at]] += weights[at];
            }
        }
        return count;
    }

    private double[] weighed(int[] sums, int[] counts) {
        double[] scores = new double[labels.size()];
        int first = labels.size() - outputs;
        System.arraycopy(bias, 0, scores, first, outputs);
        for (int block = 0; block < BLOCKS; block++) {
            if (counts[block] > 0) {
                double share = scale[block] / power(counts[block]);
                for (int output = 0; output < outputs; output++) {
                    scores[first + output] += share * sums[block * outputs + output];
                }
            }
        }
        return scores;
    }

    private double power(int count) {
        return count < POWERS ? powers[count] : Math.pow(count, power);
    }

    static double[] softmax(double[] scores) {
        double most = scores[0];
        for (double score : scores) {
            most = Math.max(most, score);
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - most);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
        return scores;
    }

    /** Collects what a model consists of. */
    public static final class Builder {

        /** Bytes before packing: how many weights a feature has, and a weight with its output. */
        private static final int MOST_FOR_FEATURE = 3;

        private static final int MOST_FOR_WEIGHT = 4;

        private static final int MOST_WEIGHTS = 1 << 26;

        private final String[] labels;
        private TextFeatures features;
        private int[] buckets;
        private PackedRows rows;
        private byte[] weights;
        private int[] firstWeight;
        private short[] outputOf;
        private double[] scale;
        private double[] bias;
        private double power = 0.5;

        private Builder(String[] labels) {
            this.labels = labels.clone();
        }

        private int outputs() {
            return labels.length == 2 ? 1 : labels.length;
        }

        /**
         * The features that have weights.
         *
         * @param spec as {@link TextFeatures#parse} reads it
         * @param count how many there are
         * @param packed the buckets, by {@link Packed#writeAscending}; may be in several parts, since
         *     a Java constant has at most 65,535 bytes
         */
        public Builder features(String spec, int count, String... packed) {
            features = TextFeatures.parse(spec);
            buckets = Packed.readAscending(String.join("", packed), count);
            if (count > 0 && buckets[count - 1] >= TextFeatures.BUCKETS) {
                throw new IllegalArgumentException(
                        "bucket " + buckets[count - 1] + " is not below " + TextFeatures.BUCKETS);
            }
            return this;
        }

        /**
         * A byte for each feature and output. After {@link #features}.
         *
         * @param count how many weights there are
         * @param packed the weights, by {@link Packed#write}; may be in several parts
         */
        public Builder weights(int count, String... packed) {
            long wanted = (long) buckets.length * outputs();
            if (count != wanted) {
                throw tooFew(count, wanted);
            }
            byte[] read = Packed.read(String.join("", packed), count);
            if (read.length < count) {
                throw tooFew(read.length, count);
            }
            rows = new PackedRows(read, outputs());
            this.weights = null;
            return this;
        }

        private static IllegalArgumentException tooFew(int weights, long wanted) {
            return new IllegalArgumentException(
                    "there are " + weights + " weights, but " + wanted + " are needed");
        }

        /**
         * Only weights that are not 0, for many labels: for each feature a varint with their number,
         * and for each of them a varint with the distance from the output before, and a byte. After
         * {@link #features}.
         *
         * @param count how many weights are not 0: at least one for each feature
         * @param packed all that, by {@link Packed#write}; may be in several parts
         */
        public Builder sparseWeights(int count, String... packed) {
            if (count < buckets.length || count > MOST_WEIGHTS) {
                throw new IllegalArgumentException(
                        "there are "
                                + count
                                + " weights that are not 0, but each of "
                                + buckets.length
                                + " features has one, and all have at most "
                                + MOST_WEIGHTS);
            }
            rows = null;
            int most = MOST_FOR_FEATURE * buckets.length + MOST_FOR_WEIGHT * count;
            Packed.Reader reader = new Packed.Reader(Packed.read(String.join("", packed), most));
            weights = new byte[count];
            outputOf = new short[count];
            firstWeight = new int[buckets.length + 1];
            int at = 0;
            for (int feature = 0; feature < buckets.length; feature++) {
                int output = -1;
                for (int left = reader.varint(); left > 0; left--) {
                    output += reader.varint() + 1;
                    if (output >= outputs() || at == count) {
                        throw new IllegalArgumentException("packed weights are damaged");
                    }
                    outputOf[at] = (short) output;
                    weights[at++] = reader.next();
                }
                firstWeight[feature + 1] = at;
            }
            if ((PackedRows.groups(outputs()) - 1L) * buckets.length <= count) {
                rows = wholeRows();
                weights = null;
                outputOf = null;
                firstWeight = null;
            }
            return this;
        }

        /**
         * Adding up whole rows takes half the time with 17 labels. They are kept where they take no more
         * room than eight bytes for each feature and each weight: so much a program is charged for.
         */
        private PackedRows wholeRows() {
            PackedRows whole = PackedRows.zeros(buckets.length, outputs());
            for (int feature = 0; feature < buckets.length; feature++) {
                for (int at = firstWeight[feature]; at < firstWeight[feature + 1]; at++) {
                    whole.set(feature, outputOf[at], weights[at]);
                }
            }
            return whole;
        }

        /**
         * What a weight of 1 is worth in each {@link Block}, in their order. The last one may be left
         * out: programs from before there was such a block do so.
         */
        public Builder scale(double... byBlock) {
            boolean lastLeftOut = byBlock.length == BLOCKS - 1;
            double[] all = lastLeftOut ? Arrays.copyOf(byBlock, BLOCKS) : byBlock;
            scale = count("scales", all, BLOCKS);
            return this;
        }

        /** What every record starts with, for each output. */
        public Builder bias(double... byOutput) {
            bias = count("biases", byOutput, outputs());
            return this;
        }

        /**
         * The power of the number of known features in a block that its weights are divided by: 0.5
         * unless called. With less, long texts count a little more than short ones.
         *
         * @param power from 0 to 1
         */
        public Builder power(double power) {
            if (!(power >= 0 && power <= 1)) {
                throw new IllegalArgumentException(power + " is no power from 0 to 1");
            }
            this.power = power;
            return this;
        }

        /**
         * The model.
         *
         * @throws IllegalStateException when a part is missing
         */
        public LinearModel build() {
            boolean noWeights = rows == null && weights == null;
            if (features == null || noWeights || scale == null || bias == null) {
                throw new IllegalStateException("a model needs features, weights, scale and bias");
            }
            return new LinearModel(this);
        }

        private static double[] count(String what, double[] numbers, int wanted) {
            if (numbers.length != wanted) {
                throw new IllegalArgumentException(
                        "there are "
                                + numbers.length
                                + " "
                                + what
                                + ", but "
                                + wanted
                                + " are needed");
            }
            return numbers.clone();
        }
    }
}
