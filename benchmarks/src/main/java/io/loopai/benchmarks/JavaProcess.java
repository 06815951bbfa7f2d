package io.loopai.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that run a class of this class path in another JVM. */
final class JavaProcess {

    private JavaProcess() {}

    /**
     * @param heap such as {@code -Xmx2g}; the other flags are those of the {@code loopai} launcher
     */
    static List<String> command(String heap, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(heap);
        command.add("-XX:+UseParallelGC");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-XX:-OmitStackTraceInFastThrow");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return command;
    }
}
