package io.loopai.sandbox.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.sandbox.fuzz.ProgramGenerator.Dialect;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Janino, ECJ and the sandbox around them give the answers that javac's plain class gives. */
class DifferentialTest {

    /** For every dialect and kind of seed; more with {@code -Dfuzz.programs=10000}. */
    private static final int PROGRAMS = Integer.getInteger("fuzz.programs", 15);

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void shouldAgreeOnTheSamePrograms(Dialect dialect) {
        for (long seed = 1; seed <= PROGRAMS; seed++) {
            compare(seed, dialect);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void shouldAgreeOnNewPrograms(Dialect dialect) {
        Random seeds = new Random();
        for (int i = 0; i < PROGRAMS; i++) {
            compare(seeds.nextLong(), dialect);
        }
    }

    @Test
    void shouldWriteTheSameProgramForTheSameSeed() {
        for (Dialect dialect : Dialect.values()) {
            assertThat(new ProgramGenerator(7, dialect).source())
                    .isEqualTo(new ProgramGenerator(7, dialect).source())
                    .isNotEqualTo(new ProgramGenerator(8, dialect).source());
        }
    }

    private static void compare(long seed, Dialect dialect) {
        String source = new ProgramGenerator(seed, dialect).source();
        Map<String, String> differences = Differential.differences(source, dialect);
        if (!differences.isEmpty()) {
            String kind = Differential.kind(differences);
            String small =
                    Shrinker.shrink(
                            source,
                            smaller ->
                                    Differential.kind(Differential.differences(smaller, dialect))
                                            .equals(kind));
            assertThat(Differential.differences(small, dialect))
                    .as("seed %d, %s:%n%s", seed, dialect, small)
                    .isEmpty();
        }
    }
}
