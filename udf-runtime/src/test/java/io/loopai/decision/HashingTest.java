package io.loopai.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashingTest {

    /** Well-known values of MurmurHash3_x86_32 with seed 0, such as 0xC0363E43 for the last. */
    @ParameterizedTest
    @CsvSource({"'', 0", "a, 1009084850", "hello, 613153351", "'Hello, world!', -1070186941"})
    void shouldBeMurmur3(String text, int hash) {
        assertThat(Hashing.seed(text)).isEqualTo(hash);
    }

    @Test
    void shouldStayTheSameOverReleases() {
        assertThat(Hashing.bucket(Hashing.seed("salt"), "request-1")).isEqualTo(5513);
        assertThat(Hashing.unit(Hashing.seed("salt"), "request-1")).isEqualTo(0.023126023123040795);
    }

    @Test
    void shouldDrawIndependentlyForDifferentSalts() {
        int first = Hashing.seed("sha256:aa");
        int second = Hashing.seed("sha256:bb");
        int both = 0;
        for (int i = 0; i < 100_000; i++) {
            both +=
                    Hashing.inShare(first, "r" + i, 0.2) && Hashing.inShare(second, "r" + i, 0.2)
                            ? 1
                            : 0;
        }
        assertThat(both).isBetween(3_700, 4_300);
    }

    @Test
    void shouldTakeNobodyAtZeroAndEverybodyAtOne() {
        int seed = Hashing.seed("x");
        for (int i = 0; i < 10_000; i++) {
            assertThat(Hashing.inShare(seed, "r" + i, 0)).isFalse();
            assertThat(Hashing.inShare(seed, "r" + i, 1)).isTrue();
        }
    }
}
