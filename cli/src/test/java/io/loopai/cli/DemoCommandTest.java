package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.store.JsonLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir private Path folder;

    @Test
    void shouldSwapTheProgramInMidStream() {
        Shell.Outcome run =
                Shell.run(
                        "demo",
                        "--records",
                        "100000",
                        "--data-dir",
                        folder.resolve("demo").toString(),
                        "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode report = run.json();
        assertThat(report.get("records").asLong()).isEqualTo(100_000);
        assertThat(report.get("dead_letters").asLong()).isZero();
        JsonNode v1 = report.get("versions").get(0);
        JsonNode v2 = report.get("versions").get(1);
        assertThat(v1.get("records").asLong()).isGreaterThanOrEqualTo(50_000);
        assertThat(v1.get("records").asLong() + v2.get("records").asLong()).isEqualTo(100_000);
        assertThat(v2.get("agreement").asDouble())
                .as("the better program agrees more often")
                .isGreaterThan(v1.get("agreement").asDouble() + 0.1);
        assertThat(report.get("swap_ms").asLong()).isPositive();
        assertThat(JsonLines.count(Path.of(report.get("executions").asText()))).isEqualTo(100_000);
    }

    /** The whole stack: broker, service, both jobs, until the programs have followed the tickets. */
    @Test
    void shouldGetBetterWhileItAnswersAndLetAWorseVersionGetNowhere() throws Exception {
        Path demo = folder.resolve("demo");

        Shell.Outcome run =
                Shell.run("demo", "--rate", "1000", "--data-dir", demo.toString(), "--json");

        JsonNode report = run.json();
        assertThat(report.get("dead_letters").asLong()).isZero();
        assertThat(report.get("missed").toString())
                .as(run.err())
                .doesNotContain("before the tickets changed", "below the target after that")
                .doesNotContain("asked for because of the change");
        assertThat(report.get("agreement_after_shift").asDouble())
                .isLessThan(report.get("target").asDouble());
        assertThat(report.get("drift_seconds").asDouble()).isPositive();
        JsonNode versions = report.get("versions");
        assertThat(versions.get(0).get("version").asInt()).isEqualTo(1);
        for (JsonNode version : versions) {
            if (version.get("version").equals(report.get("worse"))) {
                assertThat(version.get("highest_share").asDouble())
                        .as("of the version that was made worse on purpose")
                        .isLessThanOrEqualTo(0.05);
                assertThat(version.get("active").asBoolean()).isFalse();
            }
        }
        assertThat(report.get("oracle_calls").asLong() / report.get("tickets").asDouble())
                .isBetween(0.04, 0.06);
        assertThat(Files.readString(Path.of(report.get("plot").asText())))
                .startsWith("<svg ")
                .contains("the tickets change");
        assertThat(JsonLines.count(Path.of(report.get("executions").asText())))
                .isEqualTo(report.get("tickets").asLong());
        assumeThat(report.get("missed")).as("what this machine was too slow for").isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(report.get("recovery_seconds").asDouble())
                .isGreaterThan(report.get("drift_seconds").asDouble());
        // The first, the one that had learned before the change, and one made after it.
        assertThat(versions.findValues("active").stream().filter(JsonNode::asBoolean).count())
                .as("versions that answered everything: %s", run.err())
                .isGreaterThanOrEqualTo(3);
    }

    /** One process asks and is asked: the service for programs, the job for right answers. */
    @Test
    void shouldAskTheLlmForProgramsAndForAnswersByTheRulesOfTheDay() throws Exception {
        TicketLlm tickets = new TicketLlm();
        try (LlmServer server = LlmServer.start().then(tickets)) {
            Shell.Outcome run =
                    Shell.run(
                            Map.of("OPENAI_BASE_URL", server.url(), "OPENAI_MODEL", "gpt-4o-mini"),
                            "demo",
                            "--rate",
                            "200",
                            "--data-dir",
                            folder.resolve("demo"),
                            "--json");

            assertThat(run.out()).as(run.err()).isNotEmpty();
            JsonNode report = run.json();
            assertThat(report.get("dead_letters").asLong()).isZero();
            assertThat(report.get("agreement_after_shift").asDouble())
                    .isLessThan(report.get("target").asDouble());
            assertThat(report.get("oracle_cost_usd").asDouble()).isPositive();
            assertThat(report.get("generator_cost_usd").asDouble()).isPositive();
            assertThat(tickets.askedForPrograms()).isPositive();
            assertThat(tickets.askedByTheFirstRules()).isPositive();
            assertThat(tickets.askedByTheNewRules()).isPositive();
            assertThat(report.get("oracle_calls").asDouble())
                    .as("3% are asked twice, and what is under way at the end is not counted")
                    .isGreaterThan(
                            0.8 * (tickets.askedByTheFirstRules() + tickets.askedByTheNewRules()));
        }
    }

    @Test
    void shouldNotBeginWithAKeyThatIsRefused() {
        try (LlmServer server = LlmServer.start().then(Behaviour.refusesKey())) {
            Shell.Outcome run =
                    Shell.run(
                            Map.of(
                                    "OPENAI_BASE_URL", server.url(),
                                    "OPENAI_API_KEY", "secret-key",
                                    "OPENAI_MODEL", "gpt-4o-mini"),
                            "demo",
                            "--data-dir",
                            folder.resolve("demo"));

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo(
                            "error: the endpoint "
                                    + server.url()
                                    + " refused the key (HTTP 401, invalid_api_key); set"
                                    + " OPENAI_API_KEY to one that is valid there and may use"
                                    + " model 'gpt-4o-mini'\n");
        }
    }

    @Test
    void shouldRefuseAFolderWithSomethingInIt() throws Exception {
        Files.writeString(folder.resolve("mine.txt"), "precious");

        Shell.Outcome run = Shell.run("demo", "--data-dir", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "error: "
                                + folder
                                + ": is not empty; name a new folder, so that the demo counts its own"
                                + " records only\n");
    }

    @Test
    void shouldStartNothingWhenTheLlmIsNotNamedInFull() {
        Path demo = folder.resolve("demo");

        Shell.Outcome noModel =
                Shell.run(Map.of("OPENAI_API_KEY", "k"), "demo", "--data-dir", demo, "--rate", "9");
        Shell.Outcome noKey = Shell.run("demo", "--data-dir", demo, "--model", "gpt-4o");

        assertThat(noModel)
                .isEqualTo(
                        new Shell.Outcome(
                                1,
                                "",
                                "error: OPENAI_MODEL is not set, so it is not known which model to"
                                        + " ask; set it to one that the endpoint serves, or"
                                        + " name it with --model\n"));
        assertThat(noKey)
                .isEqualTo(
                        new Shell.Outcome(
                                2,
                                "",
                                "error: --model gpt-4o: nobody is named who serves it; set"
                                        + " OPENAI_API_KEY, or OPENAI_BASE_URL for an endpoint that"
                                        + " wants no key\nTry 'loopai demo --help'.\n"));
        assertThat(demo).doesNotExist();
    }

    @Test
    void shouldRefuseTooFewRecords() {
        Shell.Outcome run = Shell.run("demo", "--records", "10");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "error: --records must be at least 100,000: with fewer, the stream would be"
                                + " over before v2 takes over\n");
    }
}
