package io.loopai.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldFeaturesTest {

    @Test
    void shouldTellFieldsAndValuesApart() {
        assertThat(choice("country", "NL"))
                .isEqualTo(choice("country", "NL"))
                .isNotEqualTo(choice("country", "DE"))
                .isNotEqualTo(choice("from", "NL"));
    }

    /** One feature for being there, and one for each threshold below the number. */
    @Test
    void shouldAddAFeatureForEachThresholdThatANumberExceeds() {
        List<Integer> low = number(1, 1, 10, 100);
        List<Integer> high = number(50, 1, 10, 100);

        assertThat(low).hasSize(1);
        assertThat(high).hasSize(3).startsWith(low.get(0)).doesNotHaveDuplicates();
        assertThat(number(Double.NaN, 1, 10, 100)).isEqualTo(low);
    }

    private static List<Integer> choice(String field, String value) {
        FeatureList list = new FeatureList(0);
        FieldFeatures.choice(field, value, list);
        return features(list);
    }

    private static List<Integer> number(double value, double... thresholds) {
        FeatureList list = new FeatureList(0);
        FieldFeatures.number("amount", value, list, thresholds);
        return features(list);
    }

    private static List<Integer> features(FeatureList list) {
        List<Integer> buckets = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            assertThat(FeatureList.block(list.get(i))).isEqualTo(Block.FIELDS.ordinal());
            buckets.add(FeatureList.bucket(list.get(i)));
        }
        return buckets;
    }
}
