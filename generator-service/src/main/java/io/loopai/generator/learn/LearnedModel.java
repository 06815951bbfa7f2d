package io.loopai.generator.learn;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** A trained and calibrated model, packed as {@code LinearModel} reads it. */
final class LearnedModel {

    /** Java constants have at most 65,535 bytes. */
    private static final int MOST_CHARACTERS = 60_000;

    private final String features;
    private final RoundedWeights weights;
    private final Calibration calibration;

    /**
     * @param models how many share the source
     */
    LearnedModel(String features, LinearWeights weights, Calibration calibration, int models) {
        this.features = features;
        this.weights = RoundedWeights.fitting(weights, models);
        this.calibration = calibration;
    }

    /** The calls of a builder that make the model, each on a line of its own. */
    String builderCalls() {
        return ".features(\""
                + features
                + "\", "
                + weights.features()
                + ", "
                + constants(weights.packedFeatures())
                + ")\n"
                + (weights.areSparse() ? ".sparseWeights(" : ".weights(")
                + weights.count()
                + ", "
                + constants(weights.packedWeights())
                + ")\n.scale("
                + numbers(
                        Arrays.stream(weights.scale()).map(s -> s * calibration.factor()).toArray())
                + ")\n.bias("
                + numbers(
                        IntStream.range(0, weights.of().outputs())
                                .mapToDouble(
                                        output ->
                                                weights.of().bias(output) * calibration.factor()
                                                        + calibration.shift(label(output)))
                                .toArray())
                + ")\n.power("
                + LinearWeights.POWER
                + ")\n.build()";
    }

    private int label(int output) {
        return weights.of().labels() - weights.of().outputs() + output;
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
