package io.loopai.sandbox.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The JDK's own compiler, in memory: what the others are compared with. */
final class Javac {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private Javac() {}

    /**
     * The class files by class name.
     *
     * @throws IllegalArgumentException with the compiler's errors when there are any
     */
    static Map<String, byte[]> compile(String source) {
        Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();
        JavaFileManager memory =
                new ForwardingJavaFileManager<>(FILES) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location,
                            String className,
                            JavaFileObject.Kind kind,
                            FileObject sibling) {
                        return new SimpleJavaFileObject(URI.create("memory:///out"), kind) {
                            @Override
                            public OutputStream openOutputStream() {
                                ByteArrayOutputStream out = new ByteArrayOutputStream();
                                written.put(className, out);
                                return out;
                            }
                        };
                    }
                };
        JavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("memory:///Fuzz.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options =
                List.of(
                        "--release",
                        "17",
                        "-g",
                        "-proc:none",
                        "-Xlint:none",
                        // As ECJ does it for the sandbox.
                        "-XDstringConcat=inline",
                        "-classpath",
                        System.getProperty("java.class.path"));
        boolean compiled =
                COMPILER.getTask(null, memory, found, options, null, List.of(file)).call();
        if (!compiled) {
            StringBuilder errors = new StringBuilder();
            for (Diagnostic<?> diagnostic : found.getDiagnostics()) {
                if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                    errors.append(diagnostic).append('\n');
                }
            }
            throw new IllegalArgumentException(errors.toString());
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        written.forEach((name, out) -> classes.put(name, out.toByteArray()));
        return classes;
    }
}
