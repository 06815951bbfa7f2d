package io.loopai.generator.learn;

import io.loopai.features.Block;
import io.loopai.features.Packed;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** A trained and calibrated model, packed as {@code LinearModel} reads it. */
final class LearnedModel {

    private static final int BLOCKS = Block.values().length;
    private static final int MOST = 127;

    /** As many characters of weights as fit beside the rest into a source that people still open. */
    private static final int DENSE_CHARACTERS = 180_000;

    private static final int MOST_SPARSE_WEIGHTS = 120_000;

    /** Java constants have at most 65,535 bytes. */
    private static final int MOST_CHARACTERS = 60_000;

    private final String features;
    private final LinearWeights weights;
    private final Calibration calibration;
    private final double[] scale = new double[BLOCKS];

    LearnedModel(String features, LinearWeights weights, Calibration calibration) {
        this.features = features;
        this.weights = weights;
        this.calibration = calibration;
        for (int i = 0; i < weights.size(); i++) {
            for (int output = 0; output < weights.outputs(); output++) {
                double size = Math.abs(weights.weight(i, output));
                scale[weights.block(i)] = Math.max(scale[weights.block(i)], size / MOST);
            }
        }
    }

    /** The calls of a builder that make the model, each on a line of its own. */
    String builderCalls() {
        String buckets = Packed.writeAscending(weights.buckets());
        return ".features(\""
                + features
                + "\", "
                + weights.size()
                + ", "
                + constants(buckets)
                + ")\n"
                + (isDense() ? dense() : sparse())
                + "\n.scale("
                + numbers(Arrays.stream(scale).map(s -> s * calibration.factor()).toArray())
                + ")\n.bias("
                + numbers(
                        IntStream.range(0, weights.outputs())
                                .mapToDouble(
                                        output ->
                                                weights.bias(output) * calibration.factor()
                                                        + calibration.shift(label(output)))
                                .toArray())
                + ")\n.power("
                + LinearWeights.POWER
                + ")\n.build()";
    }

    private int label(int output) {
        return weights.labels() - weights.outputs() + output;
    }

    private boolean isDense() {
        return weights.size() * weights.outputs() * 5 / 4 <= DENSE_CHARACTERS;
    }

    private byte packed(int feature, int output) {
        double unit = scale[weights.block(feature)];
        return unit == 0 ? 0 : (byte) Math.round(weights.weight(feature, output) / unit);
    }

    private String dense() {
        byte[] bytes = new byte[weights.size() * weights.outputs()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = packed(i / weights.outputs(), i % weights.outputs());
        }
        return ".weights(" + constants(Packed.write(bytes)) + ")";
    }

    /** The largest weights, as many as there is room for. */
    private String sparse() {
        int[] sizes = new int[MOST + 1];
        for (int i = 0; i < weights.size(); i++) {
            for (int output = 0; output < weights.outputs(); output++) {
                sizes[Math.abs(packed(i, output))]++;
            }
        }
        int least = MOST;
        int count = sizes[MOST];
        while (least > 1 && count + sizes[least - 1] <= MOST_SPARSE_WEIGHTS) {
            least--;
            count += sizes[least];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < weights.size(); i++) {
            writeSparse(bytes, i, least);
        }
        return ".sparseWeights("
                + count
                + ", "
                + constants(Packed.write(bytes.toByteArray()))
                + ")";
    }

    private void writeSparse(ByteArrayOutputStream bytes, int feature, int least) {
        int[] outputs =
                IntStream.range(0, weights.outputs())
                        .filter(output -> Math.abs(packed(feature, output)) >= least)
                        .toArray();
        Packed.writeVarint(bytes, outputs.length);
        int before = -1;
        for (int output : outputs) {
            Packed.writeVarint(bytes, output - before - 1);
            bytes.write(packed(feature, output));
            before = output;
        }
    }

    private static String constants(String text) {
        StringBuilder constants = new StringBuilder();
        for (int at = 0; at == 0 || at < text.length(); at += MOST_CHARACTERS) {
            String part = text.substring(at, Math.min(text.length(), at + MOST_CHARACTERS));
            constants.append(at == 0 ? "\"" : ",\n\"").append(part).append('"');
        }
        return constants.toString();
    }

    private static String numbers(double[] numbers) {
        StringBuilder text = new StringBuilder();
        for (double number : numbers) {
            text.append(text.length() == 0 ? "" : ", ")
                    .append(String.format(Locale.ROOT, "%.5g", number));
        }
        return text.toString();
    }
}
