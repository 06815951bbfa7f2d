package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.cli.Shell.Outcome;
import io.loopai.oracle.testing.Behaviour;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.task.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {

    private static final String TASK =
            """
            id: spam
            input_schema: {type: object, properties: {text: {type: string}}, required: [text]}
            output_schema: {type: string, enum: [spam, ham]}
            """;

    private static final List<String> SPAM =
            List.of("win", "free", "prize", "cash", "claim", "urgent");
    private static final List<String> HAM =
            List.of("lunch", "home", "tomorrow", "mum", "ok", "bus");

    @TempDir private Path dir;
    private Path data;
    private Path task;
    private Path labels;

    @BeforeEach
    void writeTaskAndLabels() throws IOException {
        data = dir.resolve("data");
        task = Files.writeString(dir.resolve("spam.yaml"), TASK);
        labels = labels(60, i -> row(text(i), spamIfEven(i)));
    }

    @Test
    void shouldMakeAProgramStoreItAndSayHowGoodItIs() throws IOException {
        Outcome outcome = generate(task, "--labels", labels, "--json");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        JsonNode json = outcome.json();
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "task",
                        "version",
                        "strategy",
                        "estimated_accuracy",
                        "interval",
                        "coverage",
                        "cost_usd",
                        "seconds",
                        "source_bytes",
                        "macro_f1",
                        "notes");
        double accuracy = json.get("estimated_accuracy").doubleValue();
        assertThat(accuracy).isGreaterThan(0.8);
        assertThat(json.at("/interval/low").doubleValue()).isBetween(0.5, accuracy);
        assertThat(json.at("/interval/high").doubleValue()).isBetween(accuracy, 1.0);
        assertThat(json.get("version").intValue()).isEqualTo(1);
        assertThat(json.get("strategy").textValue()).isEqualTo("learned");
        Path stored = data.resolve("artifacts/spam/v1");
        assertThat(json.get("source_bytes").longValue())
                .isEqualTo(Files.size(stored.resolve("Program.java")));
        JsonNode metadata = Json.MAPPER.readTree(stored.resolve("metadata.json").toFile());
        assertThat(metadata.at("/generation/estimate/accuracy").doubleValue()).isEqualTo(accuracy);
        assertThat(metadata.at("/generation/estimate/confusion/spam/spam").intValue()).isPositive();
        assertThat(metadata.at("/generation/candidates").size()).isGreaterThan(1);
        assertThat(Shell.run("evaluate", "--task", "spam", "--labels", labels, "--data-dir", data))
                .extracting(Outcome::out)
                .asString()
                .startsWith("spam v1: accuracy 100.0% on 60 rows");
    }

    @Test
    void shouldCompareWhatItLearnsFromRowsWithoutLabels() throws IOException {
        Path inputs =
                Files.writeString(
                        dir.resolve("requests.jsonl"),
                        IntStream.range(0, 120)
                                .mapToObj(
                                        i ->
                                                "{\"input\":{\"text\":\""
                                                        + text(i)
                                                        + " "
                                                        + i
                                                        + "\"}}\n")
                                .collect(Collectors.joining()));

        Outcome outcome = generate(task, "--labels", labels, "--unlabelled", inputs);

        assertThat(outcome.exitCode()).isZero();
        JsonNode metadata =
                Json.MAPPER.readTree(data.resolve("artifacts/spam/v1/metadata.json").toFile());
        assertThat(metadata.get("generation").get("candidates").toString())
                .contains("rows without labels");
    }

    @Test
    void shouldSayThatRowsWithoutLabelsAreTooFew() {
        Path few = write("few.jsonl", row("hello", "\"ham\"") + "\n" + row("hello", "7") + "\n");
        String note =
                "inputs without answers are not used: there are 1, doubles and labelled rows left"
                        + " out, and it takes at least 100";

        assertThat(generate(task, "--labels", labels, "--unlabelled", few).out())
                .contains("\nnote: " + note + "\n");
        assertThat(
                        generate("spam", "--labels", labels, "--unlabelled", few, "--json")
                                .json()
                                .at("/notes/0")
                                .textValue())
                .isEqualTo(note);
        assertThat(Shell.run("generate", "--help").out().replaceAll("\\s+", " "))
                .contains("one on each line, at least 100 and as many as labelled rows;");
    }

    @Test
    void shouldRefuseRowsWithoutLabelsThatDoNotFit() throws IOException {
        Path bad = Files.writeString(dir.resolve("bad.jsonl"), "{\"input\":{\"body\":\"hi\"}}\n");

        Outcome outcome = generate(task, "--labels", labels, "--unlabelled", bad);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains(bad + ": 1 of its rows cannot be used")
                .contains("line 1: input: ");
        assertThat(data.resolve("artifacts")).doesNotExist();
    }

    @Test
    void shouldTellPeopleWhatItMadeAndWhatToDoNext() {
        generate(task, "--labels", labels);

        Outcome outcome = generate("spam", "--labels", labels);
        assertThat(outcome.out()).startsWith("spam: this source is already v1 (learned, ");

        String[] lines =
                generate("spam", "--labels", labels(40, i -> row(text(i), spamIfEven(i))))
                        .out()
                        .split("\n");
        assertThat(lines[0]).matches("spam: made v2 \\(learned, [0-9.]+ KB, in [0-9.]+ m?s\\)");
        assertThat(lines[1])
                .matches(
                        "accuracy: about [0-9.]+% on new records, likely between [0-9.]+% and [0-9.]+%;"
                                + " macro-F1 [0-9.]+%");
        assertThat(lines).contains("source: " + data.resolve("artifacts/spam/v2/Program.java"));
        assertThat(lines)
                .containsSubsequence(
                        "next:",
                        "  loopai evaluate --task spam --version 2 --labels test.jsonl --data-dir "
                                + data,
                        "  loopai program activate --task spam --version 2 --share 0.1 --data-dir "
                                + data);
        assertThat(lines).anyMatch(line -> line.matches("candidate +accuracy"));
    }

    @Test
    void shouldClaimNothingWithAFewRows() {
        Path many = task("output_schema: {type: string}");
        String out =
                generate(many, "--labels", labels(150, i -> row("topic" + i, "\"c" + i + "\"")))
                        .out();
        assertThat(out)
                .contains(
                        """
                        accuracy: nothing is claimed, too few rows to measure it
                        note: no accuracy is claimed, because nothing can be measured: 150 of 150 different answers have fewer than 5 examples and labelled rows; label about 600 more rows, until each has 5 that differ
                        """);
        JsonNode json =
                generate(
                                "spam",
                                "--labels",
                                labels(4, i -> row("t" + i, "\"c" + i + "\"")),
                                "--json")
                        .json();
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "task",
                        "version",
                        "strategy",
                        "coverage",
                        "cost_usd",
                        "seconds",
                        "source_bytes",
                        "notes");
    }

    @Test
    void shouldSayWhatToProvideWithoutExamplesAndRows() {
        assertFailure(
                generate(task),
                "task 'spam' has no examples, and no labelled rows are given: add 'examples' to the"
                        + " task, two of each label at least, or give --labels rows.jsonl");
    }

    @Test
    void shouldNameLabelsOutsideTheSchemaByTheirLines() {
        Path bad = labels(3, i -> row("text " + i, i == 1 ? "\"ham\"" : "\"eggs\""));

        assertFailure(
                generate(task, "--labels", bad),
                bad
                        + ": 2 of its rows cannot be used; mend or remove them\n"
                        + "line 1: output: does not have a value in the enumeration [\"spam\","
                        + " \"ham\"]\n"
                        + "line 3: output: does not have a value in the enumeration [\"spam\","
                        + " \"ham\"]");
    }

    @Test
    void shouldRefuseRowsThatAllHaveTheSameAnswer() {
        assertFailure(
                generate(task, "--labels", labels(20, i -> row("text " + i, "\"ham\""))),
                "all 20 examples and labelled rows have the same answer, \"ham\", from which nothing"
                        + " can be learned; add rows with other answers");
    }

    @Test
    void shouldCountContradictionsAndGoOn() {
        Path contradicting =
                labels(
                        62,
                        i -> row(text(i % 60), (i % 2 == 0) == (i < 60) ? "\"spam\"" : "\"ham\""));

        JsonNode json = generate(task, "--labels", contradicting, "--json").json();

        assertThat(json.at("/notes/0").textValue())
                .isEqualTo(
                        "2 labelled rows contradict an earlier row with the same input; both train, and"
                                + " no program can get both right");
        assertThat(json.get("version").intValue()).isEqualTo(1);
    }

    @Test
    void shouldLearnFromEmptyTexts() {
        Path empty = labels(40, i -> row(i % 2 == 0 ? "" : text(i), spamIfEven(i)));

        assertThat(generate(task, "--labels", empty).exitCode()).isZero();
    }

    @Test
    void shouldLearnFromRowsWithoutText() throws IOException {
        Path loans =
                Files.writeString(
                        dir.resolve("loans.yaml"),
                        """
                        id: loans
                        input_schema:
                          type: object
                          properties:
                            amount: {type: number}
                            vip: {type: boolean}
                            card: {type: object, properties: {kind: {type: string, enum: [debit, credit]}}}
                        output_schema: {type: boolean}
                        """);
        Path rows =
                labels(
                        80,
                        i ->
                                String.format(
                                        "{\"input\":{\"amount\":%d,\"vip\":%b,\"card\":{\"kind\":\"%s\"}},"
                                                + "\"output\":%b}",
                                        i * 37 % 1000,
                                        i % 3 == 0,
                                        i % 5 == 0 ? "debit" : "credit",
                                        i * 37 % 1000 > 500));

        JsonNode json = generate(loans, "--labels", rows, "--json").json();

        assertThat(json.get("estimated_accuracy").doubleValue()).isGreaterThan(0.8);
    }

    @Test
    void shouldAbstainOnlyWhereTheTaskAllowsIt() {
        Path noisy = labels(210, i -> row(i < 180 ? text(i) : "hm" + i, spamIfEven(i)));

        Outcome never = generate(task("accuracy_target: 0.95"), "--labels", noisy);
        Outcome unsure =
                generate(task("fallback: oracle\naccuracy_target: 0.95"), "--labels", noisy);

        assertThat(never.out()).doesNotContain("abstains");
        assertThat(unsure.out())
                .containsPattern(
                        "\nanswers [0-9.]+% of the records; abstains where it is less than 0[.][0-9]{2}"
                                + " sure\nnote: answers from confidence 0[.][0-9]{3} on, which covers ");
    }

    @Test
    void shouldSayThatItNeverAbstainsWhenNothingReachesTheTarget() {
        JsonNode json =
                generate(
                                task("fallback: oracle\naccuracy_target: 0.999"),
                                "--labels",
                                labels,
                                "--json")
                        .json();

        assertThat(json.get("coverage").doubleValue()).isEqualTo(1);
        assertThat(json.at("/notes/0").textValue())
                .isEqualTo(
                        "60 labelled rows show no confidence from which on at most 0.1% of all records"
                                + " are answered wrongly, so the program answers every record; label"
                                + " more rows, or lower the accuracy_target");
    }

    @Test
    void shouldNameAFileThatIsMissing() {
        Path missing = dir.resolve("missing.jsonl");

        assertFailure(
                generate(task, "--labels", missing),
                missing + ": no such file; name a file with a labelled row on each line");
    }

    @Test
    void shouldNameTheTasksThatThereAre() {
        generate(task, "--labels", labels);

        assertThat(generate("eggs", "--labels", labels))
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "error: there is no task 'eggs' in "
                                        + data.resolve("artifacts")
                                        + "; known tasks: spam\n"));
    }

    @Test
    void shouldSignWhatItDeploys() {
        Path key = dir.resolve("ops");
        assertFailure(
                generate(task, "--labels", labels, "--signing-key", key),
                key + ": cannot be read; name the file with the private key");
        assertThat(Shell.run("keys", "create", "--out", key).exitCode()).isZero();

        assertThat(generate(task, "--labels", labels, "--signing-key", key + ".pem").exitCode())
                .isZero();

        assertThat(data.resolve("artifacts/spam/deployment.sig")).exists();
    }

    @Test
    void shouldSayHowToNameAnLlm() {
        assertFailure(
                generate(task, "--labels", labels, "--strategy", "hybrid"),
                "the strategy 'hybrid' needs an LLM, and none is named; set OPENAI_API_KEY and"
                        + " OPENAI_MODEL, and OPENAI_BASE_URL for another endpoint than OpenAI's, or"
                        + " use --strategy learned");
    }

    @Test
    void shouldCheckTheSettingsOfTheLlm() {
        Map<String, String> key = Map.of("OPENAI_API_KEY", "k");
        String[] args = {
            "generate",
            "--task",
            task.toString(),
            "--labels",
            labels.toString(),
            "--data-dir",
            data.toString()
        };
        assertFailure(
                Shell.run(key, (Object[]) args),
                "OPENAI_MODEL is not set, so it is not known which model to ask; set it to one that the"
                        + " endpoint serves, or name it with --model; or use --strategy learned, which"
                        + " asks no LLM");
        assertFailure(
                Shell.run(
                        Map.of("OPENAI_BASE_URL", "ftp://x", "OPENAI_MODEL", "m"), (Object[]) args),
                "LLM settings: the base URL must be a URL without a password, such as"
                        + " https://api.openai.com/v1; or use --strategy learned, which asks no LLM");
        assertFailure(
                generate(task, "--labels", labels, "--budget-usd", "-1"),
                "the LLM budget must be a number of USD, 0 or more, not -1.0");
        assertFailure(
                generate(task, "--labels", labels, "--prices", dir.resolve("p.json")),
                dir.resolve("p.json")
                        + ": no such file; name a file such as {\"my-model\": {\"input\": 0.5,"
                        + " \"output\": 1.5}}");
        assertThat(generate(task, "--labels", labels, "--candidates", "0"))
                .isEqualTo(
                        new Outcome(
                                2,
                                "",
                                "error: --candidates must be 1 or more, not 0\n"
                                        + "Try 'loopai generate --help'.\n"));
        assertThat(data).doesNotExist();
    }

    @Test
    void shouldHaveAnLlmWriteThePrograms() throws IOException {
        String rules =
                """
                Here you are:
                ```java
                import io.loopai.program.*;
                public final class Rules implements Program {
                    public Answer answer(Input in) {
                        String text = in.text("text");
                        boolean spam = text.matches(".*(win|free|prize|cash|claim|urgent).*");
                        return Answer.of(spam ? "spam" : "ham", 0.9);
                    }
                }
                ```
                """;
        try (LlmServer server = LlmServer.start().then(Behaviour.says(rules))) {
            Outcome outcome =
                    Shell.run(
                            Map.of(
                                    "OPENAI_BASE_URL", server.url(),
                                    "OPENAI_API_KEY", "secret-key",
                                    "OPENAI_MODEL", "gpt-4o-mini"),
                            "generate",
                            "--task",
                            task,
                            "--labels",
                            labels,
                            "--data-dir",
                            data,
                            "--strategy",
                            "llm",
                            "--candidates",
                            "2",
                            "--json");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.json().get("strategy").textValue()).isEqualTo("llm");
            assertThat(outcome.json().get("cost_usd").doubleValue()).isPositive();
            assertThat(outcome.json().at("/notes/0").textValue())
                    .isEqualTo(
                            "the task's description is empty, so the LLM was not told what the answers"
                                    + " mean; say there what tells them apart, and generate again");
            assertThat(server.requests()).hasSize(2);
            JsonNode first = server.requests().get(0);
            assertThat(first.get("model").textValue()).isEqualTo("gpt-4o-mini");
            assertThat(first.get("messages").toString())
                    .contains("io.loopai.program", "spam", "ham", "\\\"text\\\"");
        }
        String metadata = Files.readString(data.resolve("artifacts/spam/v1/metadata.json"));
        assertThat(Json.MAPPER.readTree(metadata).at("/generation/transcripts").size())
                .isEqualTo(2);
        assertThat(metadata).contains("Here you are").doesNotContain("secret-key");
    }

    /** The default budget is for any model, whatever it may cost. */
    @Test
    void shouldAskAModelWhosePriceIsNotKnownByDefault() {
        try (LlmServer server = LlmServer.start().then(Behaviour.says("No."))) {
            Outcome outcome =
                    Shell.run(
                            Map.of("OPENAI_BASE_URL", server.url(), "OPENAI_MODEL", "my-own"),
                            "generate",
                            "--task",
                            task,
                            "--labels",
                            labels,
                            "--data-dir",
                            data,
                            "--candidates",
                            "1");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.err())
                    .contains("warning: the price of model 'my-own' is not known")
                    .doesNotContain("does not allow");
            assertThat(server.requests()).isNotEmpty();
            assertThat(server.requests().get(0).get("max_tokens").intValue()).isEqualTo(4_444);
        }
    }

    @Test
    void shouldRefuseAModelThatNobodyServes() {
        assertThat(generate(task, "--labels", labels, "--model", "gpt-4o").err())
                .isEqualTo(
                        "error: --model gpt-4o: nobody is named who serves it; set OPENAI_API_KEY, or"
                                + " OPENAI_BASE_URL for an endpoint that wants no key\n"
                                + "Try 'loopai generate --help'.\n");
    }

    @Test
    void shouldStoreNothingWhenTheLlmCannotBeAsked() throws IOException {
        try (LlmServer server = LlmServer.start().then(Behaviour.refusesKey())) {
            Outcome outcome =
                    Shell.run(
                            Map.of(
                                    "OPENAI_BASE_URL", server.url(),
                                    "OPENAI_API_KEY", "secret-key",
                                    "OPENAI_MODEL", "gpt-4o-mini"),
                            "generate",
                            "--task",
                            task,
                            "--labels",
                            labels,
                            "--data-dir",
                            data,
                            "--strategy",
                            "llm");

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err())
                    .startsWith("error: the LLM wrote no program that can be used\n")
                    .contains("llm 1 came to nothing: ")
                    .doesNotContain("secret-key");
        }
        assertThat(data.resolve("artifacts")).doesNotExist();
    }

    private void assertFailure(Outcome outcome, String message) {
        assertThat(outcome).isEqualTo(new Outcome(1, "", "error: " + message + "\n"));
        assertThat(data).doesNotExist();
    }

    private Outcome generate(Object taskOption, Object... more) {
        List<Object> args =
                new ArrayList<>(List.of("generate", "--task", taskOption, "--data-dir", data));
        args.addAll(List.of(more));
        return Shell.run(args.toArray());
    }

    /** The task with another line in place of that with the same key, or one line more. */
    private Path task(String line) {
        String key = line.substring(0, line.indexOf(':') + 1);
        String text =
                TASK.lines().filter(old -> !old.startsWith(key)).collect(Collectors.joining("\n"));
        return write("other.yaml", text + "\n" + line + "\n");
    }

    private Path labels(int count, IntFunction<String> row) {
        String text = IntStream.range(0, count).mapToObj(row).collect(Collectors.joining("\n"));
        return write(count + "-" + Math.abs(text.hashCode()) + ".jsonl", text + "\n");
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(dir.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String row(String text, String output) {
        return "{\"input\":{\"text\":\"" + text + "\"},\"output\":" + output + "}";
    }

    private static String spamIfEven(int number) {
        return number % 2 == 0 ? "\"spam\"" : "\"ham\"";
    }

    /** Three words, of spam for even numbers and of ham for odd ones; none twice. */
    private static String text(int number) {
        List<String> words = number % 2 == 0 ? SPAM : HAM;
        int n = number / 2;
        return words.get(n % 6)
                + " "
                + words.get(n / 6 % 6)
                + " "
                + words.get((n * 5 + n / 36) % 6);
    }
}
