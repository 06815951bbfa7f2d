package io.loopai.features;

/**
 * The features of fields that are no texts.
 *
 * <pre>{@code
 * FieldFeatures.choice("country", "NL", list);
 * FieldFeatures.number("amount", 12.5, list, 1, 10, 100);      // above 1, above 10
 * }</pre>
 */
public final class FieldFeatures {

    private static final int BLOCK = Block.FIELDS.ordinal();

    private FieldFeatures() {}

    /** One feature: the field has this value. */
    public static void choice(String field, String value, FeatureList list) {
        list.add(BLOCK, Hash.bucket(Hash.mix(Hash.mix(Hash.of(field), BLOCK), Hash.of(value))));
    }

    /**
     * A feature for each threshold that the number exceeds, and one for being there: weights of
     * neighbours add up, so that a linear model can follow any curve through the thresholds.
     */
    public static void number(String field, double value, FeatureList list, double... thresholds) {
        int seed = Hash.mix(Hash.mix(Hash.of(field), BLOCK), -1);
        list.add(BLOCK, Hash.bucket(seed));
        for (int i = 0; i < thresholds.length; i++) {
            if (value > thresholds[i]) {
                list.add(BLOCK, Hash.bucket(Hash.mix(seed, i)));
            }
        }
    }
}
