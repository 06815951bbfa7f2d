package io.loopai.sandbox.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** A short attack in every build; {@link Fuzzer} says how to make it a long one. */
class FuzzerTest {

    private static final Path FINDINGS = Path.of("target", "findings");
    private static final int CASES = Integer.getInteger("fuzz.cases", 100);

    @Test
    void shouldFindNothingWithAFixedSeed() {
        assertThat(
                        new Fuzzer(FINDINGS, EnumSet.allOf(Case.Kind.class))
                                .run(20_260_101, CASES, Long.MAX_VALUE))
                .isEmpty();
    }

    @Test
    void shouldFindNothingWithARandomSeed() {
        assertThat(
                        new Fuzzer(FINDINGS, EnumSet.allOf(Case.Kind.class))
                                .run(System.nanoTime(), CASES, Long.MAX_VALUE))
                .isEmpty();
    }
}
