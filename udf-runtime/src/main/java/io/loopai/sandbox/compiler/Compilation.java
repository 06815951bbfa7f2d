package io.loopai.sandbox.compiler;

import io.loopai.sandbox.Problem;
import java.util.List;
import java.util.Map;

/**
 * What became of a source.
 *
 * @param classes the class files by class name, such as {@code Spam$Rule}; none if there are problems
 * @param problems in the order of the source
 */
public record Compilation(Map<String, byte[]> classes, List<Problem> problems) {

    public static Compilation of(Map<String, byte[]> classes) {
        return new Compilation(classes, List.of());
    }

    public static Compilation failed(List<Problem> problems) {
        return new Compilation(Map.of(), problems);
    }
}
