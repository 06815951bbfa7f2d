package io.loopai.sandbox.fuzz;

import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.fuzz.ProgramGenerator.Dialect;
import java.util.List;
import java.util.Random;

/**
 * One attack, made from its seed and the corpus alone.
 *
 * @param kind what is attacked with
 * @param source what is compiled
 * @param compiler what compiles it
 */
record Case(long seed, Kind kind, String source, CompilerKind compiler) {

    enum Kind {
        /** A program of the corpus or a generated one, damaged. */
        SOURCE,
        /** Calls of whatever is allowed. */
        CALLS,
        /** A program whose class files are damaged. */
        BYTECODE
    }

    static Case of(long seed, List<String> corpus) {
        Random random = new Random(seed);
        long next = random.nextLong();
        switch (random.nextInt(10)) {
            case 0:
                return new Case(
                        seed,
                        Kind.SOURCE,
                        mutated(random, generated(next, Dialect.JANINO), corpus),
                        CompilerKind.JANINO);
            case 1, 2:
                return new Case(
                        seed,
                        Kind.SOURCE,
                        mutated(random, corpus(random, corpus), corpus),
                        CompilerKind.ECJ);
            case 3:
                return new Case(
                        seed,
                        Kind.SOURCE,
                        mutated(random, generated(next, Dialect.MODERN), corpus),
                        CompilerKind.ECJ);
            case 4, 5:
                return new Case(seed, Kind.CALLS, new ApiCalls(next).source(), CompilerKind.ECJ);
            case 6:
                return new Case(
                        seed, Kind.BYTECODE, generated(next, Dialect.JANINO), CompilerKind.JANINO);
            case 7:
                return new Case(
                        seed, Kind.BYTECODE, generated(next, Dialect.MODERN), CompilerKind.ECJ);
            default:
                return new Case(seed, Kind.BYTECODE, corpus(random, corpus), CompilerKind.ECJ);
        }
    }

    boolean mutatesBytecode() {
        return kind == Kind.BYTECODE;
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
