package io.loopai.benchmarks;

import io.loopai.task.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Measurements that are finished, in a file if wanted, so that a run that was interrupted goes on
 * where it was.
 *
 * <pre>{@code
 * Cells cells = Cells.open(Path.of("cells.jsonl"));
 * cells.measure(key, () -> Map.of("accuracy", measure()));   // not measured if the file has it
 * cells.means("few", "trec6", "5").get("accuracy");          // over the seeds
 * }</pre>
 *
 * <p>Each is a line of its own. Files of several runs may be put together with {@code cat}.
 */
final class Cells {

    private static final com.sun.management.OperatingSystemMXBean PROCESS =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Null when nothing is kept. */
    private final Path file;

    private final Map<Cell.Key, Cell> done = new LinkedHashMap<>();
    private int failures;

    private Cells(Path file) {
        this.file = file;
    }

    /**
     * Reads what is there.
     *
     * @param file made if there is none; null to keep nothing
     */
    static Cells open(Path file) {
        Cells cells = new Cells(file);
        if (file != null) {
            try {
                cells.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return cells;
    }

    private void read() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        dropUnfinishedLine();
        for (String line : Files.readAllLines(file)) {
            Cell cell = Json.read(line.getBytes(StandardCharsets.UTF_8), Cell.class);
            done.put(cell.key(), cell);
        }
    }

    /** A process that was killed while it wrote leaves one. */
    private void dropUnfinishedLine() throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long end = bytes.length();
            while (end > 0) {
                bytes.seek(end - 1);
                if (bytes.read() == '\n') {
                    break;
                }
                end--;
            }
            bytes.setLength(end);
        }
    }

    /**
     * Measures, unless it is done already. What fails is reported and left out, for the others' sake.
     *
     * @param work gives values by name
     */
    void measure(Cell.Key key, Supplier<Map<String, Double>> work) {
        if (done.containsKey(key)) {
            return;
        }
        double before = cpuSeconds();
        try {
            Map<String, Double> values = work.get();
            add(new Cell(key, cpuSeconds() - before, values));
        } catch (RuntimeException e) {
            failures++;
            System.err.println(key + ": FAILED");
            e.printStackTrace();
        }
    }

    private void add(Cell cell) {
        done.put(cell.key(), cell);
        if (file != null) {
            String line = new String(Json.bytes(cell), StandardCharsets.UTF_8) + "\n";
            try {
                Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        StringBuilder values = new StringBuilder();
        cell.values()
                .forEach(
                        (name, value) ->
                                values.append(
                                        String.format(Locale.ROOT, " %s %.4g,", name, value)));
        System.err.printf(
                Locale.ROOT, "%s:%s %.1f CPU seconds%n", cell.key(), values, cell.cpuSeconds());
    }

    /** How many could not be measured. */
    int failures() {
        return failures;
    }

    /** The data sets of which anything is known, in alphabetical order. */
    SortedSet<String> sets() {
        SortedSet<String> sets = new TreeSet<>();
        done.keySet().forEach(key -> sets.add(key.set()));
        return sets;
    }

    /** All seeds of a measurement. */
    List<Cell> seeds(String kind, String set, String what) {
        return done.values().stream()
                .filter(cell -> cell.key().equals(new Cell.Key(kind, set, what, cell.key().seed())))
                .toList();
    }

    /**
     * The mean of each value over the seeds that have it, beside {@code seeds} and all their {@code
     * cpu_seconds}; empty when nothing is known.
     */
    Map<String, Double> means(String kind, String set, String what) {
        List<Cell> cells = seeds(kind, set, what);
        if (cells.isEmpty()) {
            return Map.of();
        }
        Map<String, Double> means = new LinkedHashMap<>();
        for (Cell cell : cells) {
            cell.values().keySet().forEach(name -> means.put(name, mean(cells, name)));
        }
        means.put("seeds", (double) cells.size());
        means.put("cpu_seconds", cells.stream().mapToDouble(Cell::cpuSeconds).sum());
        return means;
    }

    private static double mean(List<Cell> cells, String value) {
        return cells.stream()
                .filter(cell -> cell.values().containsKey(value))
                .mapToDouble(cell -> cell.values().get(value))
                .average()
                .orElseThrow();
    }

    /** What the process has used since it started. */
    static double cpuSeconds() {
        return PROCESS.getProcessCpuTime() / 1e9;
    }
}
