package io.loopai.sandbox.fuzz;

import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.fuzz.ProgramGenerator.Dialect;
import java.util.List;
import java.util.Random;

/**
 * One attack, made from its seed and the corpus alone.
 *
 * @param source what is compiled
 * @param compiler what compiles it
 * @param mutatesBytecode whether the compiler's output is changed as well
 */
record Case(long seed, String source, CompilerKind compiler, boolean mutatesBytecode) {

    static Case of(long seed, List<String> corpus) {
        Random random = new Random(seed);
        long next = random.nextLong();
        switch (random.nextInt(10)) {
            case 0:
                return new Case(
                        seed,
                        mutated(random, generated(next, Dialect.JANINO), corpus),
                        CompilerKind.JANINO,
                        false);
            case 1, 2:
                return new Case(
                        seed,
                        mutated(random, corpus(random, corpus), corpus),
                        CompilerKind.ECJ,
                        false);
            case 3:
                return new Case(
                        seed,
                        mutated(random, generated(next, Dialect.MODERN), corpus),
                        CompilerKind.ECJ,
                        false);
            case 4, 5:
                return new Case(seed, new ApiCalls(next).source(), CompilerKind.ECJ, false);
            case 6:
                return new Case(seed, generated(next, Dialect.JANINO), CompilerKind.JANINO, true);
            case 7:
                return new Case(seed, generated(next, Dialect.MODERN), CompilerKind.ECJ, true);
            default:
                return new Case(seed, corpus(random, corpus), CompilerKind.ECJ, true);
        }
    }

    private static String mutated(Random random, String source, List<String> corpus) {
        return new SourceMutator(random, corpus).mutate(source);
    }

    private static String generated(long seed, Dialect dialect) {
        return new ProgramGenerator(seed, dialect).source();
    }

    private static String corpus(Random random, List<String> corpus) {
        return corpus.get(random.nextInt(corpus.size()));
    }
}
