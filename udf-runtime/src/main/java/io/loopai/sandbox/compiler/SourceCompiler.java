package io.loopai.sandbox.compiler;

import java.util.function.UnaryOperator;

/** Turns one source into class files, in memory. */
public interface SourceCompiler {

    /**
     * Compiles against java.base and the program API.
     *
     * @param refusal why the class of that binary name may not be used; null when it may
     */
    Compilation compile(String source, UnaryOperator<String> refusal);
}
