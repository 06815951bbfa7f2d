package io.loopai.sandbox.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.sandbox.fuzz.Case.Kind;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** A short attack in every build; {@link Fuzzer} says how to make it a long one. */
class FuzzerTest {

    private static final Path FINDINGS = Path.of("target", "findings");
    private static final int CASES = Integer.getInteger("fuzz.cases", 100);

    @Test
    void shouldFindNothingInKnownCases() {
        assertThat(
                        new Fuzzer(FINDINGS, EnumSet.allOf(Kind.class))
                                .run(20_260_101, CASES, Long.MAX_VALUE))
                .isEmpty();
    }

    /**
     * Of class files only: these must not get through whatever they hold, while what calls of the JDK
     * cost is known as well as long runs have found it out.
     */
    @Test
    void shouldFindNothingInNewClassFiles() {
        assertThat(
                        new Fuzzer(FINDINGS, EnumSet.of(Kind.BYTECODE))
                                .run(System.nanoTime(), 3L * CASES, Long.MAX_VALUE))
                .isEmpty();
    }
}
