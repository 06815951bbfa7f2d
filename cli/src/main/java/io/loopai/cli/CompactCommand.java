package io.loopai.cli;

import io.loopai.cli.terminal.Formats;
import io.loopai.cli.terminal.Table;
import io.loopai.store.Compaction;
import io.loopai.store.Compaction.Outcome;
import io.loopai.store.Compaction.Settings;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Merges the small files of all data sets. */
@Command(
        name = "compact",
        description = {
            "Merge the small files of all data sets into large ones.",
            "Runs may be under way. 'loopai run' and 'loopai up' do this by themselves for what they"
                    + " write; jobs on a Flink cluster do not. Do not merge data sets that something follows as its"
                    + " input: it would read merged lines again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai compact",
            "  loopai compact --data-dir /data --json | jq '.data_sets[].files_after'",
        })
final class CompactCommand implements Runnable {

    private record Row(String dataSet, int filesBefore, int filesAfter, long bytesWritten) {}

    private record Report(List<Row> dataSets) {}

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Leave files alone that are younger. Default: ${DEFAULT-VALUE}.")
    private long grace;

    @Mixin private DataDirOption dataDir;
    @Mixin private Output output;

    @Override
    public void run() {
        DataDir data = dataDir.existing();
        Settings settings = Settings.DEFAULT.withGrace(Duration.ofSeconds(grace));
        Compaction compaction = new Compaction(data.root(), settings);
        List<Row> rows = new ArrayList<>();
        for (Path dataset : data.datasets()) {
            Outcome sum = new Outcome(0, 0, 0);
            for (Path day : JsonLines.days(dataset)) {
                sum = sum.plus(compaction.merge(day));
            }
            rows.add(
                    new Row(
                            data.root().relativize(dataset).toString(),
                            sum.filesBefore(),
                            sum.filesAfter(),
                            sum.bytesWritten()));
        }
        if (output.json()) {
            output.print(new Report(rows));
        } else {
            print(rows);
        }
    }

    private void print(List<Row> rows) {
        if (rows.isEmpty()) {
            output.out().println("no data sets yet");
            return;
        }
        Table table =
                new Table()
                        .left("data set")
                        .right("files before")
                        .right("files after")
                        .right("written");
        for (Row row : rows) {
            table.row(
                    row.dataSet(),
                    row.filesBefore(),
                    row.filesAfter(),
                    Formats.bytes(row.bytesWritten()));
        }
        table.print(output.out());
    }
}
