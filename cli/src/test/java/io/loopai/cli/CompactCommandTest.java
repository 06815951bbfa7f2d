package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.cli.Shell.Outcome;
import io.loopai.store.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactCommandTest {

    @TempDir Path data;

    @Test
    void shouldSayHowManyFilesBecameHowMany() throws IOException {
        write("datasets/spam/executions/date=2020-01-30", 2);
        write("datasets/spam/executions/date=2020-01-31", 30);
        write("events/date=2020-01-31", 1);

        Outcome outcome = Shell.run("compact", "--data-dir", data, "--grace", 0);

        assertThat(outcome)
                .isEqualTo(
                        new Outcome(
                                0,
                                """
                                data set                  files before  files after    written
                                datasets/spam/executions            32            2  288 bytes
                                events                               1            1    0 bytes
                                """,
                                ""));
        assertThat(JsonLines.count(data.resolve("datasets/spam/executions"))).isEqualTo(32);
    }

    @Test
    void shouldReportInJson() throws IOException {
        write("datasets/spam/results/date=2020-01-31", 5);

        assertThat(Shell.run("compact", "--data-dir", data, "--grace", 0, "--json").out())
                .isEqualTo(
                        "{\"data_sets\":[{\"data_set\":\"datasets/spam/results\","
                                + "\"files_before\":5,\"files_after\":1,\"bytes_written\":45}]}\n");
    }

    @Test
    void shouldLeaveYoungFilesAlone() throws IOException {
        write("dead-letters/date=2020-01-31", 5);

        assertThat(Shell.run("compact", "--data-dir", data, "--grace", 3600, "--json").out())
                .isEqualTo(
                        "{\"data_sets\":[{\"data_set\":\"dead-letters\","
                                + "\"files_before\":5,\"files_after\":5,\"bytes_written\":0}]}\n");
    }

    @Test
    void shouldSayThatThereAreNoDataSetsYet() {
        assertThat(Shell.run("compact", "--data-dir", data))
                .isEqualTo(new Outcome(0, "no data sets yet\n", ""));
    }

    @Test
    void shouldNotCreateAFolderThatIsMissing() {
        Path missing = data.resolve("missing");

        assertThat(Shell.run("compact", "--data-dir", missing))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "error: "
                                        + missing
                                        + ": no such folder; name the data folder with --data-dir,"
                                        + " or start one with 'loopai generate' or"
                                        + " 'loopai program add'\n"));
        assertThat(missing).doesNotExist();
    }

    private void write(String day, int files) throws IOException {
        Path folder = Files.createDirectories(data.resolve(day));
        for (int i = 0; i < files; i++) {
            Files.writeString(
                    folder.resolve("part-" + UUID.randomUUID() + "-0.jsonl"), "{\"id\":1}\n");
        }
    }
}
