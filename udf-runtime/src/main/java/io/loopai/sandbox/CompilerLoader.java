package io.loopai.sandbox;

import io.loopai.sandbox.compiler.SourceCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Loads the compilers once more, with a count of their steps woven in: nothing else stops a compiler
 * that a source made busy for ever, since threads cannot be stopped from outside on today's JVMs.
 */
final class CompilerLoader extends ClassLoader {

    private static final String OURS = SourceCompiler.class.getPackageName() + ".";
    private static final List<String> WOVEN =
            List.of(OURS + "Ecj", OURS + "Janino", "org.eclipse.jdt.", "org.codehaus.");

    CompilerLoader() {
        super("compilers", SourceCompiler.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (WOVEN.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String resource = name.replace('.', '/') + ".class";
        try (InputStream in = getParent().getResourceAsStream(resource)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = StepCounter.weave(in.readAllBytes());
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
