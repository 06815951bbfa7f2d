package io.loopai.cli;

import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.Table;
import io.loopai.cli.terminal.Terminal;
import io.loopai.kafka.DeploymentTopic;
import io.loopai.kafka.JobProgress;
import io.loopai.kafka.KafkaSettings;
import io.loopai.task.ControlMessage;
import io.loopai.task.Deployment;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is deployed, and how far the job is.
 *
 * @param lag requests that wait; null when the group has read none yet
 */
record StatusReport(
        String kafka,
        String topicPrefix,
        String group,
        List<TaskRow> tasks,
        Long lag,
        FlowRow requests,
        FlowRow results,
        FlowRow deadLetters) {

    /** A task; without versions it is retired. */
    record TaskRow(String task, long revision, Integer standby, List<VersionRow> versions) {}

    /**
     * A live version.
     *
     * @param share of the requests that it answers, or runs on as a shadow
     */
    record VersionRow(int version, Stage stage, double share) {}

    /** What is in a topic. */
    record FlowRow(long kept, long lastMinute, double perSecond) {

        static FlowRow of(JobProgress.Flow flow) {
            return new FlowRow(flow.kept(), flow.lastMinute(), flow.perSecond());
        }
    }

    static StatusReport read(KafkaSettings settings, String group) {
        JobProgress progress = JobProgress.read(settings, group, Instant.now());
        List<TaskRow> tasks = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ControlMessage message : new DeploymentTopic(settings).recent()) {
            Deployment deployment = message.read();
            if (seen.add(deployment.task())) { // the newest comes first
                tasks.add(row(deployment));
            }
        }
        return new StatusReport(
                settings.servers(),
                settings.topics().prefix(),
                group,
                tasks,
                progress.lag(),
                FlowRow.of(progress.requests()),
                FlowRow.of(progress.results()),
                FlowRow.of(progress.deadLetters()));
    }

    private static TaskRow row(Deployment deployment) {
        double taken =
                deployment.versions().stream()
                        .filter(version -> version.stage() == Stage.CANARY)
                        .mapToDouble(LiveVersion::share)
                        .sum();
        List<VersionRow> versions =
                deployment.versions().stream()
                        .map(
                                each ->
                                        new VersionRow(
                                                each.version(),
                                                each.stage(),
                                                each.stage() == Stage.ACTIVE
                                                        ? 1 - taken
                                                        : each.share()))
                        .toList();
        return new TaskRow(
                deployment.task(), deployment.revision(), deployment.standby(), versions);
    }

    void print(Terminal out) {
        if (tasks.isEmpty()) {
            out.println("nothing is deployed");
        } else {
            deployed().print(out);
        }
        out.println("");
        new Table()
                .left("topic")
                .right("messages")
                .right("last minute")
                .right("rate")
                .row(cells("requests", requests))
                .row(cells("results", results))
                .row(cells("dead letters", deadLetters))
                .print(out);
        out.println("");
        out.println(
                lag == null
                        ? "the group " + group + " has read nothing yet"
                        : Formats.count(lag) + " requests wait for the group " + group);
    }

    private Table deployed() {
        Table table = new Table().left("task").right("revision").left("version").left("stage");
        table.right("share");
        for (TaskRow task : tasks) {
            Object name = task.task();
            Object revision = task.revision();
            if (task.versions().isEmpty()) {
                table.row(name, revision, null, Json.name(Stage.RETIRED), null);
            }
            for (VersionRow version : task.versions()) {
                boolean standby = task.standby() != null && task.standby() == version.version();
                table.row(
                        name,
                        revision,
                        "v" + version.version(),
                        Json.name(version.stage()) + (standby ? ", standby" : ""),
                        Formats.percent(version.share()));
                name = null; // once for each task
                revision = null;
            }
        }
        return table;
    }

    private static Object[] cells(String topic, FlowRow flow) {
        return new Object[] {topic, flow.kept(), flow.lastMinute(), Formats.rate(flow.perSecond())};
    }
}
