package io.loopai.generator.llm;

/**
 * How many programs to have written, and from how many rows.
 *
 * <pre>{@code
 * LlmOptions options = new LlmOptions(5, 2, 5);
 * }</pre>
 *
 * @param candidates how many programs, each from a prompt of its own
 * @param repairs how often a program is sent back to be mended
 * @param rowsPerLabel how many labelled rows of each label stand in a prompt
 */
public record LlmOptions(int candidates, int repairs, int rowsPerLabel) {

    /** Three candidates, two repairs, five rows of each label. */
    public static final LlmOptions DEFAULT = new LlmOptions(3, 2, 5);

    public LlmOptions {
        if (candidates < 1 || repairs < 0 || rowsPerLabel < 1) {
            throw new IllegalArgumentException(
                    "needs at least one candidate, no repair, and one row of each label");
        }
    }
}
