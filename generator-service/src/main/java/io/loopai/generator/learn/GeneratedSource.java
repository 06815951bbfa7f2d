package io.loopai.generator.learn;

/**
 * What of a program's source tells a reader how it works.
 *
 * <pre>{@code
 * prompt.append(GeneratedSource.withoutModels(source));
 * }</pre>
 */
public final class GeneratedSource {

    private GeneratedSource() {}

    /**
     * Without packed weights, and without the words that weigh most: these are words of labelled rows,
     * held-out ones never, but masked nowhere. A source that was not learned stays as it is.
     */
    public static String withoutModels(String source) {
        int begin = source.indexOf(ProgramSource.MODEL_BEGINS);
        int end = source.indexOf(ProgramSource.ANSWER_BEGINS);
        return begin < 0 || end < begin
                ? source
                : source.substring(0, begin)
                        + "\n    // A linear model, learned from labelled rows: left out.\n"
                        + source.substring(end);
    }
}
