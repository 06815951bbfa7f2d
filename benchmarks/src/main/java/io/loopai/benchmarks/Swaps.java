package io.loopai.benchmarks;

import io.loopai.engine.Engine;
import io.loopai.engine.EngineOptions;
import io.loopai.engine.Outcome;
import io.loopai.engine.Outcome.Executed;
import io.loopai.engine.RawRecord;
import io.loopai.task.Json;
import io.loopai.task.ProgramStatus;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One engine that swaps to one new program after another and answers a record with each, and what
 * the classes take meanwhile.
 *
 * <p>It fails when metaspace has grown by more than {@link #NOISE_BYTES} between the first thousand
 * swaps, after which the JVM's own classes are loaded, and the end.
 */
final class Swaps {

    private static final long NOISE_BYTES = 2 << 20;
    private static final int STEP = 1_000;

    private Swaps() {}

    /**
     * After that many swaps.
     *
     * @param metaspaceBytes in use after a full collection
     * @param classes loaded
     * @param millis since the start
     */
    record Point(int swaps, long metaspaceBytes, int classes, long millis) {}

    record Report(Machine machine, String compiler, List<Point> points, boolean grew) {}

    /** Arguments: the number of swaps, the compiler's name, whether to print JSON. */
    public static void main(String[] args) {
        int swaps = Integer.parseInt(args[0]);
        Report report = run(swaps, args[1]);
        if (Boolean.parseBoolean(args[2])) {
            System.out.println(new String(Json.bytes(report), StandardCharsets.UTF_8));
        } else {
            print(report);
        }
        System.exit(report.grew() ? 1 : 0);
    }

    private static Report run(int swaps, String compiler) {
        Engine engine =
                new Engine(EngineOptions.of(Workload.TASK.id()), 0, Clock.systemUTC(), event -> {});
        RawRecord record =
                RawRecord.whole(
                        Workload.request(0).getBytes(StandardCharsets.UTF_8), "bench.jsonl", 0);
        long start = System.nanoTime();
        List<Point> points = new ArrayList<>();
        points.add(point(0, start));
        for (int i = 1; i <= swaps; i++) {
            engine.apply(Workload.deployment(i, Workload.programSource(i), compiler));
            Outcome outcome = engine.execute(record);
            if (!(outcome instanceof Executed executed)
                    || executed.version() != i
                    || executed.programStatus() != ProgramStatus.SUCCESS) {
                throw new IllegalStateException("v" + i + " did not answer: " + outcome);
            }
            if (i % STEP == 0 || i == swaps) {
                points.add(point(i, start));
            }
        }
        long settled = points.get(1).metaspaceBytes();
        long end = points.get(points.size() - 1).metaspaceBytes();
        return new Report(Machine.here(), compiler, points, end > settled + NOISE_BYTES);
    }

    private static Point point(int swaps, long start) {
        System.gc();
        System.gc(); // the second finds what only the first one's references had held
        return new Point(
                swaps,
                metaspace(),
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                (System.nanoTime() - start) / 1_000_000);
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
    }

    private static void print(Report report) {
        System.out.println(report.machine());
        System.out.printf("%-8s %14s %9s %12s%n", "swaps", "metaspace KiB", "classes", "ms a swap");
        Point before = null;
        for (Point point : report.points()) {
            String millis =
                    before == null
                            ? "-"
                            : String.format(
                                    Locale.ROOT,
                                    "%.2f",
                                    (point.millis() - before.millis())
                                            / (double) (point.swaps() - before.swaps()));
            System.out.printf(
                    "%-8d %14d %9d %12s%n",
                    point.swaps(), point.metaspaceBytes() >> 10, point.classes(), millis);
            before = point;
        }
        System.out.println(
                report.compiler()
                        + (report.grew()
                                ? ": metaspace grew by more than 2 MiB after the first thousand"
                                : ": metaspace did not grow"));
    }
}
