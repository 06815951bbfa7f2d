package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.loopai.cli.Shell.Outcome;
import io.loopai.task.LiveVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCommandTest {

    private static final String TASK =
            """
            id: tickets
            description: Which team gets this ticket?
            input_schema: {type: object, properties: {text: {type: string}}, required: [text]}
            output_schema: {type: string, enum: [billing, sales]}
            examples:
              - {input: {text: "my invoice is wrong"}, output: billing}
              - {input: {text: "a quote, please"}, output: sales}
              - {input: {text: "refund me"}, output: billing}
            """;

    @TempDir private Path dir;
    private Path data;
    private Path task;

    @BeforeEach
    void writeTask() throws IOException {
        data = dir.resolve("data");
        task = Files.writeString(dir.resolve("tickets.yaml"), TASK);
    }

    @Test
    void shouldAddTheFirstProgramAndSayThatItIsActive() throws IOException {
        Path source = program("A", "in.text(\"text\").contains(\"quote\")");

        assertThat(add(task, source))
                .isEqualTo(
                        new Outcome(
                                0,
                                "tickets: added v1 ("
                                        + hash(source).substring(7, 19)
                                        + ", ecj)\n"
                                        + "examples: 3 of 3 right\n"
                                        + "v1 is active: it answers from now on\n",
                                ""));
    }

    @Test
    void shouldReadFilesThatStartWithAByteOrderMark() throws IOException {
        Path source = program("A", "in.text(\"text\").contains(\"quote\")");
        Files.writeString(source, "\ufeff" + Files.readString(source));
        Files.writeString(task, "\ufeff" + TASK);

        assertThat(add(task, source).out()).startsWith("tickets: added v1 (");
    }

    @Test
    void shouldWarnOfWrongAnswersAndSayHowToGoOn() throws IOException {
        add(task, program("A", "in.text(\"text\").contains(\"quote\")"));
        Path source = program("B", "!in.text(\"text\").contains(\"invoice\")");

        assertThat(add("tickets", source))
                .isEqualTo(
                        new Outcome(
                                0,
                                "tickets: added v2 ("
                                        + hash(source).substring(7, 19)
                                        + ", ecj)\n"
                                        + "examples: 2 of 3 right\n"
                                        + "v2 is stored; to let it take a tenth of the requests:\n"
                                        + "  loopai program activate --task tickets --version 2"
                                        + " --share 0.1 --data-dir "
                                        + data
                                        + "\n",
                                "warning: example 3: expected \"billing\", answered"
                                        + " \"sales\"\n"));
    }

    @Test
    void shouldWarnOfExamplesThatFailOrAreAbstainedFrom() throws IOException {
        Path failing = source("A", "return Answer.of(in.text(\"subject\"));");
        Path abstaining = source("B", "return Answer.abstain();");

        assertThat(add(task, failing).err())
                .startsWith(
                        "warning: example 1: expected \"billing\", failed: input field 'subject'"
                                + " is missing\n");
        assertThat(add(task, abstaining).err())
                .startsWith("warning: example 1: expected \"billing\", abstained\n");
    }

    @Test
    void shouldCompareNumbersByValue() throws IOException {
        Path count =
                Files.writeString(
                        dir.resolve("count.json"),
                        "{\"id\":\"count\",\"input_schema\":{\"type\":\"object\"},"
                                + "\"output_schema\":{},\"examples\":["
                                + "{\"input\":{},\"output\":3},"
                                + "{\"input\":{},\"output\":3.0},"
                                + "{\"input\":{},\"output\":4}]}");

        assertThat(add(count, source("A", "return Answer.of(3);")).err())
                .isEqualTo("warning: example 3: expected 4, answered 3\n");
    }

    @Test
    void shouldSayWhichVersionAKnownSourceIs() throws IOException {
        Path source = program("A", "in.text(\"text\").contains(\"quote\")");
        add(task, source);

        Outcome again = add("tickets", source);

        assertThat(again.exitCode()).isZero();
        assertThat(again.out())
                .startsWith("tickets: this source is already v1 (")
                .endsWith("v1 is active: it answers from now on\n");
    }

    @Test
    void shouldReportAnAdditionAsJson() throws IOException {
        Path source = program("A", "in.text(\"text\").contains(\"invoice\")");

        Outcome outcome = add(task, source, "--json", "--compiler", "janino");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.json().toString())
                .isEqualTo(
                        "{\"task\":\"tickets\",\"version\":1,\"hash\":\""
                                + hash(source)
                                + "\",\"compiler\":\"janino\",\"stage\":\"active\",\"added\":true,"
                                + "\"active\":true,\"examples\":{\"total\":3,\"right\":1,"
                                + "\"problems\":["
                                + "\"example 1: expected \\\"billing\\\", answered \\\"sales\\\"\","
                                + "\"example 2: expected \\\"sales\\\", answered"
                                + " \\\"billing\\\"\"]}}");
    }

    @Test
    void shouldRejectWhatDoesNotCompileAndWriteNothing() throws IOException {
        Path source = source("A", "return Answer.of(missing);");

        Outcome outcome = add(task, source);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .isEqualTo(
                        "error: the program was rejected\n"
                                + source
                                + ": line 5, column 26: missing cannot be resolved to a variable\n");
        assertThat(data).doesNotExist();
    }

    @Test
    void shouldSayThatFilesAreMissing() throws IOException {
        Path source = dir.resolve("Missing.java");

        assertThat(add(task, source))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "error: "
                                        + source
                                        + ": no such file; name the program's Java source\n"));
        assertThat(add(dir.resolve("none.yaml"), source).err())
                .isEqualTo(
                        "error: "
                                + dir.resolve("none.yaml")
                                + ": no such file; name a task file (YAML or JSON)\n");
    }

    @Test
    void shouldNotStartADataFolderByAskingForOne() {
        assertThat(run("list", "tickets"))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "error: "
                                        + data
                                        + ": no such folder; name the data folder with --data-dir,"
                                        + " or start one with 'loopai generate' or"
                                        + " 'loopai program add'\n"));
        assertThat(data).doesNotExist();
    }

    @Test
    void shouldNameTheKnownTasks() throws IOException {
        addTwo();

        assertThat(run("list", "ticket"))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "error: there is no task 'ticket' in "
                                        + data.resolve("artifacts")
                                        + "; known tasks: tickets\n"));
    }

    @Test
    void shouldListVersions() throws IOException {
        addTwo();

        String[] lines = run("list", "tickets").out().split("\n");

        assertThat(lines).hasSize(3);
        assertThat(lines[0]).matches("   version  stage   created +source  hash");
        assertThat(lines[1]).matches("\\*  v1       active  20\\S+Z +\\d+ bytes  [0-9a-f]{12}");
        assertThat(lines[2]).matches("   v2       stored  20\\S+Z +\\d+ bytes  [0-9a-f]{12}");

        JsonNode json = run("list", "tickets", "--json").json();
        assertThat(json.get("task").asText()).isEqualTo("tickets");
        assertThat(json.at("/versions/0/stage").asText()).isEqualTo("active");
        assertThat(json.at("/versions/1/source_bytes").asLong()).isPositive();
        assertThat(json.at("/running/revision").asLong()).isEqualTo(1);
        assertThat(json.at("/running/versions")).hasSize(1);
    }

    @Test
    void shouldListTheShareOfAChallenger() throws IOException {
        addTwo();
        run("activate", "tickets", "--version", "2", "--share", "0.25");

        assertThat(run("list", "tickets").out()).contains("   v2       canary 25.0%  20");
    }

    @Test
    void shouldShowTheActiveProgramUnlessToldWhich() throws IOException {
        addTwo();

        String shown = run("show", task).out();
        assertThat(shown).startsWith("// tickets v1\n// stage     active\n// compiler  ecj\n");
        assertThat(shown).endsWith(Files.readString(dir.resolve("A.java")));

        JsonNode second = run("show", "tickets", "--version", "v2", "--json").json();
        assertThat(second.at("/metadata/version").asInt()).isEqualTo(2);
        assertThat(second.get("source").asText())
                .isEqualTo(Files.readString(dir.resolve("B.java")));
    }

    @Test
    void shouldDeploy() throws IOException {
        addTwo();

        assertThat(run("activate", "tickets", "--version", "2", "--shadow").out())
                .isEqualTo("tickets: v1 active, v2 shadow 100.0% (revision 2)\n");
        assertThat(run("activate", "tickets", "--version", "v2", "--share", "0.125").out())
                .isEqualTo("tickets: v1 active, v2 canary 12.5% (revision 3)\n");
        assertThat(run("withdraw", "tickets", "--version", "2").out())
                .isEqualTo("tickets: v1 active (revision 4)\n");
        assertThat(run("activate", "tickets", "--version", "2").out())
                .isEqualTo("tickets: v2 active, v1 standby (revision 5)\n");
        assertThat(run("rollback", "tickets").out()).isEqualTo("tickets: v1 active (revision 6)\n");
        assertThat(run("rollback", "tickets", "--version", "2").out())
                .isEqualTo("tickets: v2 active (revision 7)\n");
        assertThat(run("retire", "tickets").out())
                .isEqualTo("tickets: retired; nothing runs (revision 8)\n");
    }

    @Test
    void shouldSetAndClearTheStandby() throws IOException {
        addTwo();

        assertThat(run("standby", "tickets", "--version", "v2").out())
                .isEqualTo("tickets: v1 active, v2 standby (revision 2)\n");
        assertThat(run("list", "tickets").out()).contains("   v2       stored (standby)  20");
        assertThat(run("list", "tickets", "--json").json().at("/running/standby").asInt())
                .isEqualTo(2);
        assertThat(run("show", "tickets", "--version", "2").out())
                .contains("// stage     stored (standby)\n");
        assertThat(run("show", "tickets", "--version", "2", "--json").json().get("standby"))
                .isEqualTo(BooleanNode.TRUE);
        assertThat(run("activate", "tickets", "--version", "2", "--share", "0.5").out())
                .isEqualTo("tickets: v1 active, v2 canary 50.0% (standby) (revision 3)\n");
        assertThat(run("standby", "tickets", "--version", "none").out())
                .isEqualTo("tickets: v1 active, v2 canary 50.0% (revision 4)\n");
        assertThat(run("show", "tickets", "--json").json().get("standby"))
                .isEqualTo(BooleanNode.FALSE);
    }

    @Test
    void shouldRefuseAStandbyThatCannotTakeOver() throws IOException {
        addTwo();

        assertThat(run("standby", "tickets", "--version", "1"))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "error: v1 of 'tickets' is the active version and cannot stand by"
                                        + " for itself; name another one\n"));
        assertThat(run("standby", "tickets", "--version", "3").err())
                .isEqualTo("error: there is no v3 of 'tickets'; stored versions: v1, v2\n");
        assertThat(run("standby", "tickets", "--version", "nobody").err())
                .startsWith(
                        "error: Invalid value for option '--version': 'nobody' is no version; write"
                                + " 3 or v3, or none\n");
    }

    @Test
    void shouldQuarantine() throws IOException {
        addTwo();
        run("activate", "tickets", "--version", "2");

        assertThat(run("quarantine", "tickets", "--version", "2").out())
                .isEqualTo("tickets: v1 active (revision 3)\n");
        assertThat(run("list", "tickets").out()).contains("   v2       quarantined  20");
        assertThat(run("quarantine", "tickets", "--version", "1").err())
                .isEqualTo(
                        "error: v1 of 'tickets' is active and no version stands by; name a standby"
                                + " first, or roll back\n");
    }

    @Test
    void shouldReportADeploymentAsJson() throws IOException {
        addTwo();

        Outcome outcome = run("activate", "tickets", "--version", "2", "--share", "0.1", "--json");

        assertThat(outcome.json().toString())
                .isEqualTo(
                        "{\"task\":\"tickets\",\"revision\":2,\"versions\":["
                                + "{\"version\":1,\"stage\":\"active\",\"share\":1.0,\"hash\":\""
                                + hash(dir.resolve("A.java"))
                                + "\",\"compiler\":\"ecj\"},"
                                + "{\"version\":2,\"stage\":\"canary\",\"share\":0.1,\"hash\":\""
                                + hash(dir.resolve("B.java"))
                                + "\",\"compiler\":\"ecj\"}]}");
    }

    @Test
    void shouldRefuseWrongOptions() {
        assertThat(run("activate", "tickets", "--version", "two"))
                .isEqualTo(
                        new Outcome(
                                2,
                                "",
                                """
                                error: Invalid value for option '--version': 'two' is no version; write 3 or v3
                                Try 'loopai program activate --help'.
                                """));
        assertThat(add("tickets", task, "--compiler", "javac").err())
                .startsWith(
                        "error: Invalid value for option '--compiler': unknown compiler 'javac';"
                                + " the known ones are ecj, janino\n");
        assertThat(run("activate", "tickets", "--version", "2", "--share", "0.1", "--shadow"))
                .isEqualTo(
                        new Outcome(
                                2,
                                "",
                                """
                                error: --share=SHARE, --shadow are mutually exclusive (specify only one)
                                Try 'loopai program activate --help'.
                                """));
    }

    @Test
    void shouldShowATaskWithItsDefaults() {
        assertThat(Shell.run("task", "check", task))
                .isEqualTo(
                        new Outcome(
                                0,
                                "ok  "
                                        + task
                                        + "\n"
                                        + """
                                              id               tickets
                                              description      Which team gets this ticket?
                                              input            {"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}
                                              output           {"type":"string","enum":["billing","sales"]}
                                              examples         3
                                              accuracy target  90.0%
                                              latency target   10.0 ms
                                              sampling         mixed, 5.0%
                                              privacy          balanced
                                              fallback         error
                                          """
                                                .indent(0),
                                ""));
        assertThat(Shell.run("task", "check", task, "--json").json().get("privacy").asText())
                .isEqualTo("balanced");
    }

    @Test
    void shouldSayWhatIsWrongWithATask() throws IOException {
        Files.writeString(task, "id: tickets\n");

        Outcome outcome = Shell.run("task", "check", task);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("error: " + task + ": ").hasLineCount(1);
    }

    private void addTwo() throws IOException {
        add(task, program("A", "in.text(\"text\").contains(\"quote\")"));
        add(task, program("B", "in.text(\"text\").contains(\"please\")"));
    }

    private Outcome add(Object taskOption, Path source, Object... more) {
        List<Object> args = new ArrayList<>(List.of("--source", source));
        args.addAll(List.of(more));
        return run("add", taskOption, args.toArray());
    }

    private Outcome run(String command, Object taskOption, Object... more) {
        List<Object> args =
                new ArrayList<>(
                        List.of("program", command, "--task", taskOption, "--data-dir", data));
        args.addAll(List.of(more));
        return Shell.run(args.toArray());
    }

    /** A program that answers {@code sales} where the condition holds. */
    private Path program(String name, String condition) throws IOException {
        return source(name, "return Answer.of(" + condition + " ? \"sales\" : \"billing\");");
    }

    private Path source(String name, String body) throws IOException {
        return Files.writeString(
                dir.resolve(name + ".java"),
                """
                import io.loopai.program.*;

                public final class %s implements Program {
                    public Answer answer(Input in) {
                        %s
                    }
                }
                """
                        .formatted(name, body));
    }

    private static String hash(Path source) throws IOException {
        return LiveVersion.hashOf(Files.readString(source));
    }
}
