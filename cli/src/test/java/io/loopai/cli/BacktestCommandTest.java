package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.cli.Shell.Outcome;
import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.TaskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {

    @TempDir private Path dir;
    private Path task;
    private Path stream;

    @BeforeEach
    void writeAHistory() throws IOException {
        task =
                Files.writeString(
                        dir.resolve("spam.yaml"),
                        """
                        id: spam
                        input_schema: {type: object, properties: {text: {type: string}}, required: [text]}
                        output_schema: {type: string, enum: [spam, ham]}
                        """);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            String text = i % 3 == 0 ? "win a prize " + i : "see you at lunch " + i;
            rows.append("{\"input\": {\"text\": \"%s\"}, ".formatted(text))
                    .append("\"output\": \"%s\"}\n".formatted(i % 3 == 0 ? "spam" : "ham"));
        }
        stream = Files.writeString(dir.resolve("history.jsonl"), rows);
    }

    @Test
    void shouldPrintASummaryAndTheVersions() {
        Path plot = dir.resolve("plot.svg");
        Outcome outcome =
                backtest(
                        "--test",
                        stream,
                        "--oracle-share",
                        0,
                        "--price-per-call",
                        0.01,
                        "--plot",
                        plot);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .isEqualTo(
                        """
                        spam: accuracy 100.0% on 94 rows, 100.0% in the last quarter
                        the oracle was asked 0 times (0.0% of the rows, 0.0% in the last quarter), for $0.00
                        the last program on the test rows: accuracy 100.0%, macro-F1 100.0%

                        version  made at row  because  labels  estimate  live at row  how
                        v1                 0  start         6                      0  start

                        drawn into FILE
                        """
                                .replace("FILE", plot.toString()));
        assertThat(plot).content().startsWith("<svg ").endsWith("</svg>\n");
    }

    @Test
    void shouldWriteOneJsonObject() {
        JsonNode json = backtest("--json", "--shuffle", "--rows", 50).json();

        assertThat(json.get("stream_rows").asInt()).isEqualTo(44);
        assertThat(json.has("accuracy_test")).isFalse();
        assertThat(json.get("versions").get(0).get("reason").asText()).isEqualTo("start");
    }

    @Test
    void shouldReplayForAStoredTask() {
        Path data = dir.resolve("data");
        DataDir.open(data);
        Object[] command = {
            "backtest", "--task", "spam", "--stream", stream, "--data-dir", data, "--rows", 50
        };
        assertThat(Shell.run(command).err())
                .isEqualTo(
                        "error: there is no task 'spam' in "
                                + data.resolve("artifacts")
                                + "; there are no tasks yet; store one with 'loopai generate --task"
                                + " FILE' or 'loopai program add --task FILE'\n");

        new ArtifactRepository(DataDir.open(data)).putTask(TaskFile.read(task));

        assertThat(Shell.run(command).out()).startsWith("spam: accuracy ");
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThat(backtest("--oracle-share", 5).err())
                .startsWith(
                        "error: --oracle-share is a share between 0 and 1, such as 0.05, but is"
                                + " 5.0\n");
        assertThat(backtest("--start", 0).err())
                .startsWith("error: --start must be at least 1, but is 0\n");
        assertThat(backtest("--start", 100))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "error: all 100 rows of the stream are needed to begin with, 100 of"
                                        + " each label, and none is left to replay: give a longer"
                                        + " stream, or a smaller --start\n"));
    }

    @Test
    void shouldRefuseAPlotThatCannotBeDrawnBeforeItBegins() {
        Path plot = dir.resolve("plots").resolve("plot.svg");

        Outcome nowhere = backtest("--plot", plot);
        Outcome folder = backtest("--plot", dir);

        assertThat(nowhere.out()).isEmpty();
        assertThat(nowhere.err())
                .startsWith(
                        "error: --plot: there is no folder "
                                + plot.getParent()
                                + "; make it, or name a file in another one\n");
        assertThat(folder.out()).isEmpty();
        assertThat(folder.err())
                .startsWith("error: --plot: " + dir + " is a folder; name a file in it\n");
    }

    @Test
    void shouldReportWhenThePlotCannotBeWrittenInTheEnd() {
        Path plot = dir.resolve("n".repeat(300)); // longer than a name may be

        Outcome outcome = backtest("--plot", plot);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .startsWith("spam: accuracy 100.0% on 94 rows")
                .doesNotContain("drawn");
        assertThat(outcome.err()).isEqualTo("error: " + plot + ": File name too long\n");
    }

    private Outcome backtest(Object... more) {
        List<Object> command =
                new ArrayList<>(List.of("backtest", "--task", task, "--stream", stream));
        command.addAll(List.of(more));
        return Shell.run(command.toArray());
    }
}
