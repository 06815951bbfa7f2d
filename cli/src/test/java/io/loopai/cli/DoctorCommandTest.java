package io.loopai.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.cli.Shell.Outcome;
import io.loopai.cli.terminal.Terminal;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    private static final long MB = 1024 * 1024;

    @TempDir private Path dir;

    @Test
    void shouldFindThisMachineReadyWithoutCreatingTheDataFolder() {
        Path data = dir.resolve("a/b");

        Outcome outcome = Shell.run("doctor", "--data-dir", data);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("ok    compiler   a program compiles and runs\n")
                .contains("ok    data dir   " + data + " does not exist yet and can be created\n")
                .contains("ok    loopback   sockets open on 127.0.0.1\n");
        assertThat(data).doesNotExist();
    }

    @Test
    void shouldFailWhenTheDataFolderIsAFile() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "");

        Outcome outcome = Shell.run("doctor", "--data-dir", file, "--json");

        assertThat(outcome.exitCode()).isEqualTo(1);
        JsonNode report = outcome.json();
        assertThat(report.get("status").asText()).isEqualTo("fail");
        assertThat(report.get("checks"))
                .anySatisfy(
                        check ->
                                assertThat(check.toString())
                                        .isEqualTo(
                                                "{\"name\":\"data dir\",\"status\":\"fail\","
                                                        + "\"detail\":\""
                                                        + file
                                                        + ": is not a folder; name a folder for"
                                                        + " the data\",\"advice\":\"or name"
                                                        + " another one with --data-dir\"}"));
    }

    @Test
    void shouldSayThatAnExistingFolderCanBeWritten() {
        assertThat(DataChecks.dataDir(dir))
                .isEqualTo(Check.ok("data dir", dir + " can be written"));
    }

    @Test
    void shouldWarnOfASmallHeap() {
        assertThat(HostChecks.memory(2048 * MB, 8192 * MB))
                .isEqualTo(Check.ok("memory", "heap up to 2.0 GB of 8.0 GB"));
        assertThat(HostChecks.memory(256 * MB, 8192 * MB))
                .isEqualTo(
                        Check.warn(
                                "memory",
                                "heap up to 256 MB of 8.0 GB",
                                "a job wants 512 MB or more: start java with -Xmx1g"));
        assertThat(HostChecks.memory(128 * MB, 512 * MB).advice())
                .isEqualTo(
                        "a job wants 512 MB or more: give the machine or container at least 1 GB");
    }

    @Test
    void shouldWarnOfASingleProcessor() {
        assertThat(HostChecks.processors(8)).isEqualTo(Check.ok("processors", "8"));
        assertThat(HostChecks.processors(1))
                .isEqualTo(
                        Check.warn(
                                "processors",
                                "1",
                                "works, but slowly: give the machine or container at least 2"));
    }

    @Test
    void shouldWarnOfAFullDiskAndFailBelowTheLeast() {
        String advice =
                "every execution is kept: free some space, or use --data-dir on another disk";
        assertThat(DataChecks.disk(2048 * MB)).isEqualTo(Check.ok("disk", "2.0 GB free"));
        assertThat(DataChecks.disk(500 * MB)).isEqualTo(Check.warn("disk", "500 MB free", advice));
        assertThat(DataChecks.disk(99 * MB)).isEqualTo(Check.fail("disk", "99 MB free", advice));
    }

    @Test
    void shouldFailWithoutATempFolder() {
        Path missing = dir.resolve("missing");

        assertThat(HostChecks.tempDir(dir))
                .isEqualTo(Check.ok("temp dir", dir + " can be written"));
        assertThat(HostChecks.tempDir(missing))
                .isEqualTo(
                        Check.fail(
                                "temp dir",
                                missing + " cannot be written",
                                "make it writable, or start java with"
                                        + " -Djava.io.tmpdir=<another folder>"));
    }

    @Test
    void shouldWarnOfFewOpenFiles() {
        assertThat(HostChecks.openFiles(65536)).isEqualTo(Check.ok("open files", "up to 65,536"));
        assertThat(HostChecks.openFiles(1024))
                .isEqualTo(
                        Check.warn(
                                "open files", "up to 1,024", "raise the limit: ulimit -n 65536"));
    }

    @Test
    void shouldWarnOfAnotherEncoding() {
        String advice = "names beyond ASCII may not be found: export LANG=C.UTF-8";
        assertThat(HostChecks.encoding(UTF_8, "UTF-8")).isEqualTo(Check.ok("encoding", "UTF-8"));
        assertThat(HostChecks.encoding(UTF_8, "ANSI_X3.4-1968"))
                .isEqualTo(Check.warn("encoding", "text UTF-8, file names ANSI_X3.4-1968", advice));
        assertThat(HostChecks.encoding(ISO_8859_1, "UTF-8"))
                .isEqualTo(Check.warn("encoding", "text ISO-8859-1, file names UTF-8", advice));
    }

    @Test
    void shouldLookForToolsOnThePath() throws IOException {
        Path tool = Files.writeString(dir.resolve("jq"), "");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        String path = dir.resolve("elsewhere") + File.pathSeparator + dir;

        assertThat(HostChecks.tool("jq", "JSON", path)).isEqualTo(Check.ok("jq", tool.toString()));
        assertThat(HostChecks.tool("duckdb", "SQL", path))
                .isEqualTo(Check.ok("duckdb", "not found; optional, for SQL"));
    }

    @Test
    void shouldPutTheAdviceBelowTheFinding() {
        StringWriter text = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(text), false, Map.of());

        DoctorCommand.print(terminal, Check.fail("disk", "99 MB free", "free some space"));

        assertThat(text.toString())
                .isEqualTo("fail  disk       99 MB free\n                 free some space\n");
    }
}
