package io.loopai.program.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.features.FeatureList;
import io.loopai.features.FieldFeatures;
import io.loopai.features.TextFeatures;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedRowsTest {

    private static final int FEATURES = TextFeatures.BUCKETS;

    private final Random random = new Random(5);

    /**
     * Also when there are more rows than the sums inside have room for; and features that come again
     * count once, in another part of the list too.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 3",
        "1, 700",
        "2, 40",
        "8, 257",
        "8, 900",
        "9, 258",
        "16, 700",
        "17, 1000",
        "3, 0"
    })
    void shouldAddTheRowOfEachFeatureOnce(int outputs, int count) {
        byte[] weights = new byte[FEATURES * outputs];
        random.nextBytes(weights);
        FeatureList list = new FeatureList(0);
        Set<Integer> different = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            FieldFeatures.choice("field", "value " + random.nextInt(count), list);
            different.add(FeatureList.number(list.get(i)));
        }
        LinearWork work = LinearWork.ofThread();
        work.begin(FEATURES, count);
        PackedRows rows = new PackedRows(weights, outputs);
        int[] sums = new int[outputs + 2];
        Arrays.fill(sums, 1);

        int found = rows.add(list, 0, count / 2, work, sums, 1);
        found += rows.add(list, count / 2, count, work, sums, 1);

        int[] expected = new int[outputs + 2];
        Arrays.fill(expected, 1);
        for (int feature : different) {
            for (int output = 0; output < outputs; output++) {
                expected[1 + output] += weights[feature * outputs + output];
            }
        }
        assertThat(sums).containsExactly(expected);
        assertThat(found).isEqualTo(different.size());
    }

    @ParameterizedTest
    @CsvSource({"1, -128", "2, -128", "9, 127", "17, -128"})
    void shouldAddManyOfTheLargest(int outputs, byte weight) {
        byte[] weights = new byte[FEATURES * outputs];
        Arrays.fill(weights, weight);
        FeatureList list = new FeatureList(0);
        for (int i = 0; i < 1_000; i++) {
            FieldFeatures.choice("field", "value " + i, list);
        }
        LinearWork work = LinearWork.ofThread();
        work.begin(FEATURES, list.size());
        int[] sums = new int[outputs];

        int found = new PackedRows(weights, outputs).add(list, 0, list.size(), work, sums, 0);

        assertThat(found).isGreaterThan(990);
        assertThat(sums).containsOnly(found * weight);
    }

    /** More records than a byte can number. */
    @ParameterizedTest
    @CsvSource({"1", "2", "17"})
    void shouldTellFeaturesApartInEachOfManyRecords(int outputs) {
        byte[] weights = new byte[FEATURES * outputs];
        Arrays.fill(weights, (byte) 1);
        FeatureList list = new FeatureList(0);
        FieldFeatures.choice("field", "one", list);
        FieldFeatures.choice("field", "two", list);
        FieldFeatures.choice("field", "one", list);
        LinearWork work = LinearWork.ofThread();
        PackedRows rows = new PackedRows(weights, outputs);

        for (int record = 0; record < 1_000; record++) {
            work.begin(FEATURES, list.size());
            int[] sums = new int[outputs];

            assertThat(rows.add(list, 0, list.size(), work, sums, 0)).isEqualTo(2);
            assertThat(sums).containsOnly(2);
        }
    }
}
