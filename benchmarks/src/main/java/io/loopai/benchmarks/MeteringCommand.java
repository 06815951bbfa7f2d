package io.loopai.benchmarks;

import io.loopai.task.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the sandbox's meter costs, by JMH: every program metered and unmetered.
 *
 * <p>The two take turns, each time in a JVM of its own: what the machine does beside hits both alike,
 * and what the JIT makes of the code in one JVM decides nothing.
 */
@Command(
        name = "metering",
        mixinStandardHelpOptions = true,
        description =
                "CPU per record of programs with the sandbox's meter, and its ratio to without.")
final class MeteringCommand implements Callable<Integer> {

    @Option(
            names = "--programs",
            split = ",",
            description = "Default: ${DEFAULT-VALUE}.",
            defaultValue = "Keywords,TokenMap,Learned,Ngrams,Regexes,Streams")
    private List<String> programs;

    @Option(
            names = "--forks",
            defaultValue = "5",
            description = "JVMs for each program and side. Default: 5.")
    private int forks;

    @Option(
            names = "--warmups",
            defaultValue = "6",
            description = "Iterations in each JVM that are not counted. Default: 6.")
    private int warmups;

    @Option(
            names = "--iterations",
            defaultValue = "4",
            description = "Iterations in each JVM that are. Default: 4.")
    private int iterations;

    @Option(
            names = "--millis",
            defaultValue = "400",
            description = "Length of an iteration. Default: 400.")
    private int millis;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    /**
     * One JVM: medians of its iterations, ns per record.
     *
     * @param cpu of the whole process
     */
    record Fork(double time, double cpu) {}

    /** All JVMs of one program in the order in which they ran, metered and unmetered in turns. */
    record Measured(List<Fork> metered, List<Fork> unmetered) {

        /** CPU as a multiple of that of the neighbouring unmetered JVM. */
        List<Double> ratios() {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < metered.size(); i++) {
                ratios.add(metered.get(i).cpu() / unmetered.get(i).cpu());
            }
            return ratios;
        }
    }

    record Report(Machine machine, Map<String, Measured> programs) {}

    @Override
    public Integer call() throws Exception {
        Map<String, Measured> measured = new LinkedHashMap<>();
        for (String program : programs) {
            measured.put(program, new Measured(new ArrayList<>(), new ArrayList<>()));
        }
        Machine machine = Machine.here();
        for (int i = 0; i < forks; i++) {
            for (String program : programs) {
                Measured both = measured.get(program);
                both.metered().add(fork(program, true));
                both.unmetered().add(fork(program, false));
                System.err.printf(
                        Locale.ROOT, "%d %s: %.3f%n", i + 1, program, both.ratios().get(i));
            }
        }
        Report report = new Report(machine, measured);
        System.out.println(
                json ? new String(Json.bytes(report), StandardCharsets.UTF_8) : table(report));
        return 0;
    }

    private Fork fork(String program, boolean metered) throws RunnerException {
        RunResult result =
                new Runner(
                                new OptionsBuilder()
                                        .include(MeteringBenchmark.class.getName())
                                        .param("program", program)
                                        .param("metered", Boolean.toString(metered))
                                        .addProfiler(CpuProfiler.class)
                                        .forks(1)
                                        .warmupIterations(warmups)
                                        .warmupTime(TimeValue.milliseconds(millis))
                                        .measurementIterations(iterations)
                                        .measurementTime(TimeValue.milliseconds(millis))
                                        .jvmArgs("-Xmx1g", "-XX:+UseParallelGC")
                                        .shouldFailOnError(true)
                                        .verbosity(VerboseMode.SILENT)
                                        .build())
                        .runSingle();
        List<Double> time = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        result.getBenchmarkResults()
                .forEach(
                        fork ->
                                fork.getIterationResults()
                                        .forEach(
                                                iteration -> {
                                                    time.add(
                                                            iteration
                                                                    .getPrimaryResult()
                                                                    .getScore());
                                                    cpu.add(
                                                            iteration
                                                                    .getSecondaryResults()
                                                                    .get(CpuProfiler.NAME)
                                                                    .getScore());
                                                }));
        return new Fork(Stats.of(time).median(), Stats.of(cpu).median());
    }

    private static String table(Report report) {
        StringBuilder text = new StringBuilder();
        line(text, "%s%n", report.machine());
        line(
                text,
                "one thread; medians of JVMs; ratios are from pairs of JVMs that ran one after the"
                        + " other%n%n");
        line(
                text,
                "%-10s %14s %14s %14s %14s   %s%n",
                "per record",
                "ns unmetered",
                "CPU unmetered",
                "ns metered",
                "CPU metered",
                "CPU ratio");
        report.programs()
                .forEach(
                        (program, both) -> {
                            Stats ratio = Stats.of(both.ratios());
                            line(
                                    text,
                                    "%-10s %14.0f %14.0f %14.0f %14.0f   %.3f (%.3f-%.3f)%n",
                                    program,
                                    median(both.unmetered(), Fork::time),
                                    median(both.unmetered(), Fork::cpu),
                                    median(both.metered(), Fork::time),
                                    median(both.metered(), Fork::cpu),
                                    ratio.median(),
                                    ratio.lowest(),
                                    ratio.highest());
                        });
        return text.toString();
    }

    private static double median(List<Fork> forks, ToDoubleFunction<Fork> value) {
        return Stats.of(forks.stream().map(value::applyAsDouble).toList()).median();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
