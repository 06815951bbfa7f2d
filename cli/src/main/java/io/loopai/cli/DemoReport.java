package io.loopai.cli;

import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.Table;
import io.loopai.cli.terminal.Terminal;
import io.loopai.jobs.RunResult;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import io.loopai.task.Event;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import io.loopai.task.TaskSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the demo showed, read from the JSONL that it wrote.
 *
 * @param swapMs milliseconds from the activation of v2 to its first answer on the last subtask; -1
 *     when not every subtask answered with it
 */
record DemoReport(
        String task,
        long records,
        long deadLetters,
        double seconds,
        double recordsPerSecond,
        Collection<OfVersion> versions,
        long swapMs,
        String executions) {

    /**
     * @param agreement share of the records whose known label it answered
     * @param p50Us median time inside the program, in microseconds
     */
    private record OfVersion(int version, long records, double agreement, long p50Us, long p99Us) {}

    static DemoReport of(
            DataDir data,
            TaskSpec task,
            RunResult result,
            double seconds,
            Instant activated,
            int subtasks) {
        Path executions = data.executions(task.id());
        return new DemoReport(
                task.id(),
                result.recordsIn(),
                result.deadLetters(),
                seconds,
                Math.round(result.recordsIn() / seconds),
                versions(executions),
                swapMs(data, activated, subtasks),
                executions.toString());
    }

    void print(Output output) {
        if (output.json()) {
            output.print(this);
        } else {
            print(output.out());
        }
    }

    private void print(Terminal out) {
        out.println("");
        out.println(
                out.bold(Formats.count(records) + " records")
                        + " in "
                        + Formats.duration(Duration.ofMillis((long) (seconds * 1000)))
                        + ", "
                        + Formats.rate(recordsPerSecond)
                        + ", dead letters: "
                        + Formats.count(deadLetters));
        out.println("");
        Table table =
                new Table()
                        .left("program")
                        .right("records")
                        .right("agreement with the labels")
                        .right("p50")
                        .right("p99");
        for (OfVersion version : versions) {
            table.row(
                    "v" + version.version(),
                    version.records(),
                    Formats.percent(version.agreement()),
                    version.p50Us() + " µs",
                    version.p99Us() + " µs");
        }
        table.print(out);
        out.println("");
        out.println(
                "from activating v2 to its first answer on the last subtask: "
                        + (swapMs < 0
                                ? "not all subtasks came to answer with it"
                                : Formats.duration(Duration.ofMillis(swapMs))));
        out.println("every execution is on disk: " + executions);
        out.println("");
        out.println("what v2 still gets wrong (the folder is yours to delete):");
        out.println(
                "  cat '"
                        + executions
                        + "'/*/*.jsonl | jq -r 'select(.version == 2 and .output != .label) |"
                        + " \"\\(.label) \\(.output): \\(.input.subject)\"' | sort | uniq -c"
                        + " | sort -rn | head");
    }

    private static Collection<OfVersion> versions(Path executions) {
        Map<Integer, Counts> counts = new TreeMap<>();
        JsonLines.forEach(
                executions,
                line -> {
                    Execution execution = Json.read(line, Execution.class);
                    counts.computeIfAbsent(execution.version(), version -> new Counts())
                            .add(execution);
                });
        List<OfVersion> versions = new ArrayList<>();
        counts.forEach((version, count) -> versions.add(count.of(version)));
        return versions;
    }

    /** From the activation to the first answer of v2 on the last of all subtasks; else -1. */
    private static long swapMs(DataDir data, Instant activated, int subtasks) {
        Map<Integer, Instant> firstAnswers = new TreeMap<>();
        JsonLines.forEach(
                data.events(),
                line -> {
                    Event event = Json.read(line, Event.class);
                    if (event.kind() == Event.Kind.VERSION_ANSWERED_FIRST && event.version() == 2) {
                        firstAnswers.put(event.subtask(), event.at());
                    }
                });
        if (firstAnswers.size() < subtasks) {
            return -1;
        }
        return Duration.between(activated, Collections.max(firstAnswers.values())).toMillis();
    }

    private static final class Counts {
        private long agreeing;
        private long[] latencies = new long[1024];
        private int size;

        void add(Execution execution) {
            if (execution.output() != null && execution.output().equals(execution.label())) {
                agreeing++;
            }
            if (size == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * size);
            }
            latencies[size++] = execution.latencyUs();
        }

        OfVersion of(int version) {
            long[] sorted = Arrays.copyOf(latencies, size);
            Arrays.sort(sorted);
            return new OfVersion(
                    version,
                    size,
                    Math.round(1e4 * agreeing / size) / 1e4,
                    sorted[size / 2],
                    sorted[(int) (size * 0.99)]);
        }
    }
}
