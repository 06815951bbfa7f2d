package io.loopai.program;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a program says about one request: a value with a confidence, or that it does not know.
 *
 * <pre>{@code
 * Answer.of("spam", 0.97)
 * Answer.of(3.5)
 * Answer.object().put("level", "warn").put("code", 7)
 * Answer.abstain()
 * }</pre>
 *
 * <p>The value must satisfy the task's output schema. Confidence is a probability in [0, 1]; an
 * answer made without one has confidence 1.
 */
public final class Answer {

    private static final Answer ABSTAIN = new Answer(null, 0.0);

    private final Object value;
    private final double confidence;

    private Answer(Object value, double confidence) {
        this.value = value;
        this.confidence = confidence;
    }

    /** A text, such as a label. */
    public static Answer of(String value) {
        return new Answer(text(value), 1.0);
    }

    /**
     * A text, such as a label, with a confidence.
     *
     * @param confidence a probability in [0, 1]
     * @throws IllegalArgumentException when the confidence is outside [0, 1]
     */
    public static Answer of(String value, double confidence) {
        return new Answer(text(value), probability(confidence));
    }

    /**
     * A number; a value without a fraction also satisfies {@code type: integer}.
     *
     * @throws IllegalArgumentException for NaN and infinities, which JSON cannot carry
     */
    public static Answer of(double value) {
        return new Answer(finite(value), 1.0);
    }

    /** A number with a confidence, as {@link #of(double)} and {@link #of(String, double)} say. */
    public static Answer of(double value, double confidence) {
        return new Answer(finite(value), probability(confidence));
    }

    /** True or false. */
    public static Answer of(boolean value) {
        return new Answer(value, 1.0);
    }

    /** True or false with a confidence in [0, 1]. */
    public static Answer of(boolean value, double confidence) {
        return new Answer(value, probability(confidence));
    }

    /** An object without fields yet: add them with {@code put}. */
    public static Answer object() {
        return new Answer(new LinkedHashMap<String, Object>(), 1.0);
    }

    /** "I don't know": the task's fallback answers instead. */
    public static Answer abstain() {
        return ABSTAIN;
    }

    /**
     * Adds a text field to an object answer.
     *
     * @return this answer
     * @throws IllegalStateException when this is no object answer
     */
    public Answer put(String name, String value) {
        return with(name, text(value));
    }

    /** Adds a number field to an object answer, as {@link #put(String, String)} says. */
    public Answer put(String name, double value) {
        return with(name, finite(value));
    }

    /** Adds a boolean field to an object answer, as {@link #put(String, String)} says. */
    public Answer put(String name, boolean value) {
        return with(name, value);
    }

    /** Adds a nested object to an object answer, as {@link #put(String, String)} says. */
    public Answer put(String name, Answer nested) {
        if (!(nested.value instanceof Map) || nested == this) {
            throw new IllegalArgumentException(
                    "field '" + name + "' takes another Answer.object(), not " + nested);
        }
        // A copy, so that two objects put into each other cannot form a circle.
        return with(name, new LinkedHashMap<>((Map<?, ?>) nested.value));
    }

    /**
     * The same answer with another confidence.
     *
     * @throws IllegalArgumentException when the confidence is outside [0, 1]
     */
    public Answer confidence(double confidence) {
        return value == null ? this : new Answer(value, probability(confidence));
    }

    /** Whether the program does not know. */
    public boolean abstains() {
        return value == null;
    }

    /**
     * The value: a {@code String}, {@code Long} (numbers without a fraction), {@code Double}, {@code
     * Boolean}, an unmodifiable {@code Map} of these, or null for {@link #abstain()}.
     */
    public Object value() {
        return value instanceof Map ? Collections.unmodifiableMap((Map<?, ?>) value) : value;
    }

    /** The confidence, a probability in [0, 1]; 0 for {@link #abstain()}. */
    public double confidence() {
        return confidence;
    }

    @Override
    public String toString() {
        return value == null ? "abstain" : value + " (" + confidence + ")";
    }

    @SuppressWarnings("unchecked") // only object() makes maps, and it makes this kind
    private Answer with(String name, Object field) {
        if (!(value instanceof Map)) {
            throw new IllegalStateException(
                    "put(\"" + name + "\", …) needs Answer.object(); this answer is " + this);
        }
        ((Map<String, Object>) value).put(Objects.requireNonNull(name, "name"), field);
        return this;
    }

    private static String text(String value) {
        return Objects.requireNonNull(value, "an answer's text is null; use Answer.abstain()");
    }

    private static double probability(double confidence) {
        if (!(confidence >= 0.0 && confidence <= 1.0)) {
            throw new IllegalArgumentException(
                    "confidence is " + confidence + ", but must be a probability in [0, 1]");
        }
        return confidence;
    }

    /** Whole numbers become longs, so that 3.0 is written as 3 and passes {@code type: integer}. */
    private static Object finite(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "an answer's number is " + value + ", which JSON cannot carry");
        }
        long whole = (long) value;
        if (whole == value && Math.abs(value) <= 9_007_199_254_740_992.0) {
            return whole;
        }
        return value;
    }
}
