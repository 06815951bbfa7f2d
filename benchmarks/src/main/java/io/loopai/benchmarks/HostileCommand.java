package io.loopai.benchmarks;

import io.loopai.program.Input;
import io.loopai.sandbox.Budget;
import io.loopai.sandbox.CompiledProgram;
import io.loopai.sandbox.CompilerKind;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.Sandbox;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What it costs until each hostile program of the sandbox's tests is stopped. */
@Command(
        name = "hostile",
        mixinStandardHelpOptions = true,
        description =
                "Compile and run the hostile programs with the default budget; fails when one of"
                        + " them takes more than 50 ms of CPU in a run until it is stopped.")
final class HostileCommand implements Callable<Integer> {

    private static final double MOST_MILLIS = 50;
    private static final int WARM_UPS = 2;

    private static final Input INPUT =
            Input.of(Map.of("text", "Free prize", "items", List.of("x")));

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Option(
            names = "--programs",
            defaultValue = "udf-runtime/src/test/resources/io/loopai/sandbox/programs/hostile",
            description = "The folder with their sources. Default: ${DEFAULT-VALUE}.")
    private Path programs;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "After two that warm up; the median counts. Default: 5.")
    private int rounds;

    @Option(names = "--shown", defaultValue = "20", description = "Rows. Default: 20.")
    private int shown;

    /**
     * @param loadMillis from source to loaded, or refused; elapsed
     * @param runMillis CPU of one run; 0 when it is refused before
     * @param worstMillis the same of the costliest round
     */
    private record Cost(
            String program,
            double loadMillis,
            double runMillis,
            double worstMillis,
            String outcome) {}

    @Override
    public Integer call() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.list(programs)) {
            sources = files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
        List<Cost> costs = new ArrayList<>();
        for (Path source : sources) {
            costs.add(median(source));
        }
        costs.sort(Comparator.comparingDouble(Cost::runMillis).reversed());
        System.out.println(Machine.here());
        System.out.println(
                "| program | load, ms | run, ms of CPU | the worst of "
                        + rounds
                        + " | outcome |\n|---|---|---|---|---|");
        costs.stream()
                .limit(shown)
                .forEach(
                        cost ->
                                System.out.printf(
                                        Locale.ROOT,
                                        "| %s | %.1f | %.1f | %.1f | %s |%n",
                                        cost.program,
                                        cost.loadMillis,
                                        cost.runMillis,
                                        cost.worstMillis,
                                        cost.outcome));
        long slow = costs.stream().filter(cost -> cost.runMillis > MOST_MILLIS).count();
        System.out.printf(
                Locale.ROOT,
                "%d of %d programs take more than %.0f ms%n",
                slow,
                costs.size(),
                MOST_MILLIS);
        return slow == 0 ? 0 : 1;
    }

    private Cost median(Path file) throws IOException {
        String source = Files.readString(file);
        List<Cost> costs = new ArrayList<>();
        for (int round = -WARM_UPS; round < rounds; round++) {
            Cost cost = cost(file.getFileName().toString(), source);
            if (round >= 0) {
                costs.add(cost);
            }
        }
        costs.sort(Comparator.comparingDouble(Cost::runMillis));
        Cost middle = costs.get(rounds / 2);
        double worst = costs.get(rounds - 1).runMillis;
        return new Cost(middle.program, middle.loadMillis, middle.runMillis, worst, middle.outcome);
    }

    private static Cost cost(String name, String source) {
        long begun = System.nanoTime();
        try {
            CompiledProgram program = Sandbox.compile(source, CompilerKind.ECJ);
            long loaded = System.nanoTime();
            long before = THREADS.getCurrentThreadCpuTime();
            String outcome = program.run(INPUT, Budget.DEFAULT).error();
            long after = THREADS.getCurrentThreadCpuTime();
            return new Cost(name, millis(loaded - begun), millis(after - before), 0, outcome);
        } catch (ProgramRejectedException e) {
            String layer = "refused: " + e.problems().get(0).layer();
            return new Cost(name, millis(System.nanoTime() - begun), 0, 0, layer);
        }
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
