package io.loopai.benchmarks;

import io.loopai.sandbox.CompilerKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many swaps in a JVM with little room for classes: {@link Swaps} in a process of its own. */
@Command(
        name = "swaps",
        mixinStandardHelpOptions = true,
        description =
                "Swap many different programs in a JVM with little metaspace; fails when it grows.")
final class SwapsCommand implements Callable<Integer> {

    @Option(names = "--swaps", defaultValue = "10000", description = "Default: 10000.")
    private int swaps;

    @Option(
            names = "--compiler",
            defaultValue = "ecj",
            description = "ecj or janino. Default: ecj.")
    private String compiler;

    @Option(
            names = "--metaspace",
            defaultValue = "128m",
            description = "-XX:MaxMetaspaceSize of the JVM. Default: 128m.")
    private String metaspace;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:MaxMetaspaceSize=" + metaspace);
        command.add("-Xmx512m");
        command.add("-XX:+UseParallelGC");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Swaps.class.getName());
        command.add(Integer.toString(swaps));
        command.add(CompilerKind.of(compiler).wireName());
        command.add(Boolean.toString(json));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
