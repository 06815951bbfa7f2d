package io.loopai.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.Table;
import io.loopai.cli.terminal.Terminal;
import io.loopai.jobs.RunResult;
import io.loopai.store.DataDir;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The closing summary of a run: a table for people, one object for scripts.
 *
 * @param again what the next command must say to mean the same folder: {@link DataDirOption#again}
 */
record RunReport(
        String task, DataDir data, String again, Path output, RunResult result, double seconds) {

    private record AsJson(
            String task,
            long recordsIn,
            long results,
            long deadLetters,
            long executions,
            long samples,
            Map<Integer, Long> perVersion,
            Map<String, Map<Integer, Long>> quarantined,
            Map<String, Map<Integer, Long>> failing,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Map<Integer, Long>> otherTasks,
            double seconds) {}

    void print(Output report) {
        if (report.json()) {
            report.print(json());
        } else {
            print(report.out());
        }
    }

    /** Whether something came in and nothing of it could be run: wrong format, wrong schema. */
    boolean isAllDead() {
        return result.results() == 0 && result.deadLetters() > 0;
    }

    private AsJson json() {
        return new AsJson(
                task,
                result.recordsIn(),
                result.results(),
                result.deadLetters(),
                result.results(),
                result.samples(),
                versions(),
                result.quarantined(),
                result.failing(),
                otherTasks(),
                Math.round(seconds * 1000) / 1000.0);
    }

    private void print(Terminal out) {
        Path results = output == null ? data.results(task) : output;
        out.println(
                out.bold(task)
                        + ": "
                        + Formats.count(result.recordsIn())
                        + " records in "
                        + Formats.duration(Duration.ofNanos((long) (seconds * 1e9)))
                        + ", "
                        + Formats.rate(result.recordsIn() / seconds));
        Table table = new Table().left("").right("records").left("where");
        table.row("results", result.results(), results);
        versions().forEach((version, count) -> table.row("  by v" + version, count, ""));
        otherTasks()
                .forEach(
                        (id, counts) ->
                                counts.forEach(
                                        (version, count) ->
                                                table.row(
                                                        "  by " + id + " v" + version,
                                                        count,
                                                        output == null ? data.results(id) : "")));
        table.row("executions", result.results(), data.executions(task));
        table.row("samples", result.samples(), data.samples(task));
        table.row("dead letters", result.deadLetters(), data.deadLetters());
        table.print(out);
        if (result.deadLetters() > 0) {
            out.println("dead letters by reason: " + reasons());
        }
        printFailing(out);
    }

    private void printFailing(Terminal out) {
        forEachVersion(
                result.quarantined(),
                (id, version) ->
                        out.println(
                                out.bold(id + " v" + version)
                                        + " failed too often and was quarantined until the next"
                                        + " deployment; to make it last: loopai program quarantine"
                                        + " --task "
                                        + id
                                        + " --version "
                                        + version
                                        + again));
        forEachVersion(
                result.failing(),
                (id, version) ->
                        out.println(
                                out.bold(id + " v" + version)
                                        + " failed too often, and no version stood by: see loopai"
                                        + " program standby --help"));
        if (!result.quarantined().isEmpty() || !result.failing().isEmpty()) {
            out.println("why, and where: " + data.events());
        }
    }

    private static void forEachVersion(
            Map<String, Map<Integer, Long>> counts, BiConsumer<String, Integer> action) {
        counts.forEach(
                (id, versions) -> versions.keySet().forEach(version -> action.accept(id, version)));
    }

    private Map<Integer, Long> versions() {
        return result.perVersion().getOrDefault(task, Map.of());
    }

    private Map<String, Map<Integer, Long>> otherTasks() {
        Map<String, Map<Integer, Long>> others = new TreeMap<>(result.perVersion());
        others.remove(task);
        return others;
    }

    private static String reasons() {
        return new TreeMap<>(InProcessMetrics.sumBy("dead_letters", "<reason>"))
                .entrySet().stream()
                        .map(each -> each.getKey() + " " + Formats.count(each.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
