package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.cli.Shell.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What 'up' refuses before it starts anything. */
class UpCommandTest {

    @TempDir private Path folder;

    @Test
    void shouldAskWhoMayDecideWhatRunsWhenTheBrokersAreNotItsOwn() {
        assertRefused(
                Shell.run("up", "--kafka", "127.0.0.1:1", "--data-dir", folder),
                "--kafka 127.0.0.1:1: whoever can write to loopai.deployments there decides what"
                        + " runs; name the keys of those who may with -D"
                        + " loopai.deployments.public_keys=FILE (see 'loopai keys --help'), or"
                        + " accept everybody with -D loopai.deployments.allow_unsigned=true");
    }

    @Test
    void shouldRefuseAClusterElsewhereThatCannotReachItsBroker() {
        assertRefused(
                Shell.run("up", "--flink", "192.0.2.1:8081", "--data-dir", folder),
                "--flink 192.0.2.1:8081 needs --kafka: the broker inside this process listens on"
                        + " loopback, where a cluster elsewhere does not find it");
    }

    @Test
    void shouldSayWhichTaskIsTheDefault() {
        assertThat(Shell.run("up", "--help").out().replaceAll("\\s+", " "))
                .contains(
                        "The task of requests that name none. Default: the only one that there is"
                                + " at the start; one that is created later is not.");
    }

    private static void assertRefused(Outcome outcome, String message) {
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEqualTo("error: " + message + "\nTry 'loopai up --help'.\n");
    }
}
