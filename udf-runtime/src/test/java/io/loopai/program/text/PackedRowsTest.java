package io.loopai.program.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedRowsTest {

    private static final int FEATURES = 50;

    private final Random random = new Random(5);

    /** Also when there are more rows than the sums inside have room for. */
    @ParameterizedTest
    @CsvSource({"1, 3", "2, 40", "8, 257", "9, 258", "17, 1000", "3, 0"})
    void shouldAddRows(int outputs, int count) {
        byte[] weights = new byte[FEATURES * outputs];
        random.nextBytes(weights);
        int[] features = random.ints(count, 0, FEATURES).toArray();
        int[] sums = new int[outputs + 2];
        Arrays.fill(sums, 1);

        new PackedRows(weights, outputs).add(features, count, sums, 1);

        int[] expected = new int[outputs + 2];
        Arrays.fill(expected, 1);
        for (int feature : features) {
            for (int output = 0; output < outputs; output++) {
                expected[1 + output] += weights[feature * outputs + output];
            }
        }
        assertThat(sums).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, -128", "2, -128", "9, 127"})
    void shouldAddManyOfTheLargest(int outputs, byte weight) {
        byte[] weights = new byte[outputs];
        Arrays.fill(weights, weight);
        int[] sums = new int[outputs];

        new PackedRows(weights, outputs).add(new int[1_000], 1_000, sums, 0);

        assertThat(sums).containsOnly(1_000 * weight);
    }
}
