package io.loopai.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which compiler turns a program's source into classes. Every receiver of a version uses the one
 * its author used, because they accept different subsets of Java.
 */
public enum CompilerKind {
    /** The Eclipse compiler, Java 17: for code that an LLM or a person wrote. */
    ECJ,

    /**
     * Janino: smaller, for code that an emitter wrote. No lambdas, generics only by cast, and no
     * {@code finally}. It casts long, float and double to char wrongly: cast them to int first.
     */
    JANINO;

    /** The name in JSON and on the command line, such as {@code ecj}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The compiler with that {@link #wireName()}.
     *
     * @throws IllegalArgumentException for any other name
     */
    public static CompilerKind of(String wireName) {
        for (CompilerKind kind : values()) {
            if (kind.wireName().equals(wireName)) {
                return kind;
            }
        }
        String known =
                Arrays.stream(values())
                        .map(CompilerKind::wireName)
                        .collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "unknown compiler '" + wireName + "'; the known ones are " + known);
    }
}
