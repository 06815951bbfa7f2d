package io.loopai.sandbox.fuzz;

import io.loopai.sandbox.fuzz.Case.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Attacks the sandbox with damaged sources, with calls of all that is allowed, and with damaged class
 * files, and writes down whatever should not have happened.
 *
 * <pre>{@code
 * java -Xmx2g -cp ... io.loopai.sandbox.fuzz.Fuzzer --minutes 60 --seed 1 --out target/findings
 * }</pre>
 *
 * <p>Options: {@code --minutes} or {@code --cases} say when to stop, {@code --seed} where to start (a
 * random one is printed otherwise), {@code --out} where findings go, one file each, and {@code --case}
 * repeats the one case of that number. {@code --only} takes one of SOURCE, CALLS and BYTECODE. The exit code is 1 when there are findings.
 */
public final class Fuzzer {

    /** Of CPU: what a busy machine does not give a thread is not the program's doing. */
    private static final long HANGS_AFTER_NANOS = 10_000_000_000L;

    private static final int FILES_PER_CAUSE = 3;

    private final ReferenceRule rule = new ReferenceRule();
    private final List<String> corpus = corpus();
    private final Map<String, Integer> results = new TreeMap<>();
    private final Map<String, Integer> causes = new LinkedHashMap<>();
    private final Path folder;
    private volatile long current;
    private long cases;

    private final Set<Kind> kinds;

    Fuzzer(Path folder, Set<Kind> kinds) {
        this.folder = folder;
        this.kinds = kinds;
    }

    /** Runs until either limit and gives the number of cases of every cause that was found. */
    Map<String, Integer> run(long seed, long maxCases, long maxNanos) {
        Random seeds = new Random(seed);
        long start = System.nanoTime();
        long shown = start;
        try (Canaries canaries = new Canaries()) {
            canaries.out()
                    .println(
                            "fuzzing with seed "
                                    + seed
                                    + ", "
                                    + corpus.size()
                                    + " programs in the corpus");
            while (cases < maxCases && System.nanoTime() - start < maxNanos) {
                one(seeds.nextLong(), canaries);
                if (System.nanoTime() - shown > 10_000_000_000L) {
                    shown = System.nanoTime();
                    report(canaries.out(), shown - start);
                }
            }
            report(canaries.out(), System.nanoTime() - start);
        }
        return causes;
    }

    /** Repeats one case. */
    Map<String, Integer> repeat(long seed) {
        try (Canaries canaries = new Canaries()) {
            one(seed, canaries);
            report(canaries.out(), 0);
        }
        return causes;
    }

    private void one(long seed, Canaries canaries) {
        Case attack = Case.of(seed, corpus);
        if (!kinds.contains(attack.kind())) {
            return;
        }
        cases++;
        current = seed;
        Trial trial = new Trial(attack, rule, canaries);
        Thread thread = new Thread(trial::run, "fuzz-" + seed);
        thread.setDaemon(true);
        thread.start();
        StackTraceElement[] busy = await(thread);
        Finding finding = trial.finding();
        if (thread.isAlive()) {
            finding =
                    new Finding(
                            "hang",
                            called(busy),
                            "still running after 10 s of CPU:\n" + text(busy));
            stop(thread);
        } else if (finding != null && finding.kind().equals("cpu")) {
            finding = new Finding("cpu", called(busy), finding.details() + "\n" + text(busy));
        }
        String sung = canaries.sung();
        if (sung == null && cases % 100 == 0) {
            sung = canaries.thread();
        }
        if (sung != null) {
            finding = new Finding("canary", sung, sung);
        }
        results.merge(trial.result(), 1, Integer::sum);
        if (finding != null
                && causes.merge(finding.signature(), 1, Integer::sum) <= FILES_PER_CAUSE) {
            canaries.out().println("FOUND " + finding.signature() + " by --case " + seed);
            write(attack, finding, trial.classes());
        }
    }

    /** Waits for the thread's end; what it was doing lately, if it computed for a second. */
    private static StackTraceElement[] await(Thread thread) {
        StackTraceElement[] busy = new StackTraceElement[0];
        try {
            thread.join(1_000);
            while (thread.isAlive() && cpu(thread) < HANGS_AFTER_NANOS) {
                busy = cpu(thread) > 1_000_000_000L ? thread.getStackTrace() : busy;
                thread.join(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return busy;
    }

    private static long cpu(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
    }

    /** The method of the JDK that the program called; that is whose cost was not counted. */
    private static String called(StackTraceElement[] stack) {
        for (int i = 1; i < stack.length; i++) {
            if ("program".equals(stack[i].getClassLoaderName())) {
                return stack[i - 1].getClassName() + "." + stack[i - 1].getMethodName();
            }
        }
        return stack.length == 0
                ? "unknown"
                : stack[0].getClassName() + "." + stack[0].getMethodName();
    }

    private static String text(StackTraceElement[] stack) {
        List<String> lines = new ArrayList<>();
        Arrays.stream(stack).limit(60).forEach(frame -> lines.add("    at " + frame));
        return String.join("\n", lines);
    }

    /** The only way to go on after a thread that nothing else stops; newer JDKs leave it running. */
    @SuppressWarnings({"deprecation", "removal"})
    private static void stop(Thread thread) {
        try {
            thread.stop();
            thread.join(5_000);
        } catch (UnsupportedOperationException e) {
            thread.setPriority(Thread.MIN_PRIORITY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Case attack, Finding finding, Map<String, byte[]> classes) {
        String name = finding.kind() + "-" + attack.seed();
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(name + ".txt"),
                    finding.signature()
                            + "\n--case "
                            + attack.seed()
                            + " with "
                            + attack.compiler()
                            + (attack.mutatesBytecode() ? ", class files changed" : "")
                            + "\n\n"
                            + finding.details()
                            + "\n\n"
                            + attack.source(),
                    StandardCharsets.UTF_8);
            if (attack.mutatesBytecode() && classes != null) {
                Path files = Files.createDirectories(folder.resolve(name));
                int number = 0;
                for (byte[] bytes : classes.values()) {
                    Files.write(files.resolve(number++ + ".class"), bytes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the finding " + name, e);
        }
    }

    private void report(PrintStream out, long nanos) {
        double seconds = Math.max(0.001, nanos / 1e9);
        out.printf(
                "%6.0f s %8d cases %6.1f/s  %s  findings %s%n",
                seconds,
                cases,
                cases / seconds,
                results,
                causes.values().stream().mapToInt(n -> n).sum());
    }

    /** The programs of the sandbox's own tests. */
    private static List<String> corpus() {
        List<String> sources = new ArrayList<>();
        read("index.txt")
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> sources.add(read(line.replaceFirst(" .*", "") + ".java")));
        return sources;
    }

    private static String read(String name) {
        try (InputStream in =
                Fuzzer.class.getResourceAsStream("/io/loopai/sandbox/programs/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /** See the class. */
    public static void main(String[] arguments) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        Set<Kind> kinds =
                options.containsKey("--only")
                        ? EnumSet.of(Kind.valueOf(options.get("--only")))
                        : EnumSet.allOf(Kind.class);
        Fuzzer fuzzer = new Fuzzer(Path.of(options.getOrDefault("--out", "findings")), kinds);
        PrintStream out = System.out;
        Thread hook = new Thread(() -> out.println("the JVM ends during --case " + fuzzer.current));
        Runtime.getRuntime().addShutdownHook(hook);
        Map<String, Integer> causes;
        if (options.containsKey("--case")) {
            causes = fuzzer.repeat(Long.parseLong(options.get("--case")));
        } else {
            String seed = options.getOrDefault("--seed", Long.toString(System.nanoTime()));
            double minutes = Double.parseDouble(options.getOrDefault("--minutes", "1e6"));
            String cases = options.getOrDefault("--cases", Long.toString(Long.MAX_VALUE));
            causes =
                    fuzzer.run(
                            Long.parseLong(seed), Long.parseLong(cases), (long) (minutes * 60e9));
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        causes.forEach((cause, times) -> out.println(times + " x " + cause));
        System.exit(causes.isEmpty() ? 0 : 1);
    }
}
