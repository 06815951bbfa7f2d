package io.loopai.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskFileTest {

    private static final String MINIMAL =
            """
            id: spam
            input_schema:  {type: object, properties: {text: {type: string}}, required: [text]}
            output_schema: {type: string, enum: [spam, ham]}
            """;

    @Test
    void shouldFillInTheDefaults() {
        TaskSpec task = TaskFile.parse(MINIMAL, "spam.yaml");

        assertThat(task.accuracyTarget()).isEqualTo(0.9);
        assertThat(task.latencyTargetMs()).isEqualTo(10);
        assertThat(task.sampling())
                .isEqualTo(new Sampling(Sampling.Policy.MIXED, 0.05, null, null));
        assertThat(task.privacy()).isEqualTo(Privacy.BALANCED);
        assertThat(task.fallback()).isEqualTo(Fallback.ERROR);
        assertThat(task.examples()).isEmpty();
        assertThat(task.defaultOutput()).isNull();
        assertThat(task.oracle()).isNull();
        assertThat(task.comparison()).isNull();
    }

    @Test
    void shouldReadJsonWithCharactersThatYamlForbids() {
        String text = "win\u007f \u0085\u2028";

        TaskSpec task =
                TaskFile.parse(
                        "{\"id\":\"spam\",\"input_schema\":{\"type\":\"object\"},"
                                + "\"output_schema\":{},\"examples\":[{\"input\":{\"text\":\""
                                + text
                                + "\"},\"output\":1}]}",
                        "spam.json");

        assertThat(task.examples().get(0).input().get("text").textValue()).isEqualTo(text);
    }

    @Test
    void shouldReadEveryKey() {
        TaskSpec task =
                TaskFile.parse(
                        MINIMAL
                                + """
                                description: Is it spam?
                                examples: [{input: {text: lunch}, output: ham}]
                                accuracy_target: 0.95
                                latency_target_ms: 2.5
                                sampling: {policy: edge_case, rate: 0.1, samples_per_hour: 200, usd_per_day: 1.5}
                                oracle: human
                                comparison: {kind: fuzzy, tolerance: 0.05}
                                privacy: strict
                                fallback: default
                                default_output: ham
                                """,
                        "spam.yaml");

        assertThat(task.description()).isEqualTo("Is it spam?");
        assertThat(task.examples()).hasSize(1);
        assertThat(task.accuracyTarget()).isEqualTo(0.95);
        assertThat(task.latencyTargetMs()).isEqualTo(2.5);
        assertThat(task.sampling())
                .isEqualTo(new Sampling(Sampling.Policy.EDGE_CASE, 0.1, 200, 1.5));
        assertThat(task.oracle()).isEqualTo(Oracle.HUMAN);
        assertThat(task.comparison()).hasToString("{\"kind\":\"fuzzy\",\"tolerance\":0.05}");
        assertThat(task.privacy()).isEqualTo(Privacy.STRICT);
        assertThat(task.fallback()).isEqualTo(Fallback.DEFAULT);
        assertThat(task.defaultOutput().asText()).isEqualTo("ham");
    }

    @Test
    void shouldReadWhatStartsWithAByteOrderMark() {
        assertThat(TaskFile.parse("\ufeff" + MINIMAL, "spam.yaml"))
                .isEqualTo(TaskFile.parse(MINIMAL, "spam.yaml"));
        String json =
                """
                {"id": "a", "description": "\u007f", "input_schema": {"type": "object"},
                 "output_schema": {"type": "string"}}
                """;
        assertThat(TaskFile.parse("\ufeff" + json, "a.json"))
                .isEqualTo(TaskFile.parse(json, "a.json"));
    }

    @Test
    void shouldReadJsonWithTheSameNames() {
        String json = new String(Json.bytes(TaskFile.parse(MINIMAL, "spam.yaml")));

        assertThat(TaskFile.parse(json, "spam.json")).isEqualTo(TaskFile.parse(MINIMAL, "x"));
    }

    @Test
    void shouldNameTheNearestKnownKey() {
        shouldRefuse(
                MINIMAL + "acuracy_target: 0.9\n",
                "spam.yaml: unknown key 'acuracy_target'; did you mean 'accuracy_target'? (known:"
                        + " id, description, input_schema, output_schema, examples,"
                        + " accuracy_target, latency_target_ms, sampling, privacy, fallback,"
                        + " default_output, oracle, comparison)");
        shouldRefuse(
                MINIMAL + "sampling: {rat: 0.1}\n",
                "spam.yaml: sampling: unknown key 'rat'; did you mean 'rate'? (known: policy,"
                        + " rate, samples_per_hour, usd_per_day)");
        shouldRefuse(
                MINIMAL + "examples: [{input: {text: a}, answer: ham}]\n",
                "spam.yaml: examples[0]: unknown key 'answer'; remove it (known: input, output)");
    }

    @Test
    void shouldRefuseASchemaThatIsNone() {
        shouldRefuse(
                MINIMAL.replace("{type: string, enum: [spam, ham]}", "{type: strin}"),
                "spam.yaml: output_schema: is no JSON Schema: /type: does not have a value in the"
                        + " enumeration [\"array\", \"boolean\", \"integer\", \"null\", \"number\","
                        + " \"object\", \"string\"]; /type: string found, array expected");
        shouldRefuse(
                MINIMAL.replace("{type: string, enum: [spam, ham]}", "spam"),
                "spam.yaml: output_schema: is no JSON Schema: string found, [object, boolean]"
                        + " expected");
    }

    @Test
    void shouldRefuseAnInputSchemaThatIsNotOfAnObject() {
        shouldRefuse(
                "id: a\ninput_schema: {type: string}\noutput_schema: {type: string}\n",
                "spam.yaml: input_schema: accepts a text, but an input is an object; add type:"
                        + " object");
    }

    @Test
    void shouldRefuseExamplesAgainstTheSchema() {
        shouldRefuse(
                MINIMAL + "examples: [{input: {text: 5}, output: ham}]\n",
                "spam.yaml: examples[0].input: does not satisfy its schema: /text: integer found,"
                        + " string expected");
        shouldRefuse(
                MINIMAL + "examples: [{input: {text: a}, output: eggs}]\n",
                "spam.yaml: examples[0].output: does not satisfy its schema: does not have a value"
                        + " in the enumeration [\"spam\", \"ham\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "accuracy_target: 95 | accuracy_target: must be a probability between 0 and 1, but is 95",
                "accuracy_target: high | accuracy_target: must be a number, but is \"high\"",
                "latency_target_ms: 0 | latency_target_ms: must be greater than 0, but is 0",
                "privacy: none | privacy: must be one of strict, balanced, permissive, but is \"none\"",
                "sampling: 0.05 | sampling: must be a map such as {policy: mixed, rate: 0.05}",
                "sampling: {samples_per_hour: 0.5} | sampling: samples_per_hour: must be a whole number from 1 on, but is 0.5",
                "sampling: {usd_per_day: 0} | sampling: usd_per_day: must be greater than 0, but is 0",
                "oracle: oracle | oracle: must be one of llm, human, labels, but is \"oracle\"",
                "comparison: fuzy | comparison: there is no kind 'fuzy' (known: exact, first_letter, fuzzy, structured); a kind of your own needs its jar on the class path",
                "fallback: default | default_output: is missing; fallback: default needs it",
                "default_output: ham | default_output: is never used with fallback: error; set fallback: default or remove it",
                "description: [a] | description: must be a text, but is [\"a\"]",
                "examples: ham | examples: must be a list of {input: …, output: …}",
                "examples: [{input: {text: a}}] | examples[0]: output: is missing",
            })
    void shouldNameTheKeyAndTheRule(String line, String message) {
        shouldRefuse(MINIMAL + line + "\n", "spam.yaml: " + message);
    }

    @Test
    void shouldTakeTheKindOfAComparisonAlone() {
        assertThat(TaskFile.parse(MINIMAL + "comparison: fuzzy\n", "spam.yaml").comparison())
                .hasToString("{\"kind\":\"fuzzy\"}");
    }

    @Test
    void shouldRefuseAnLlmThatMayNotBeAsked() {
        shouldRefuse(
                MINIMAL + "privacy: strict\noracle: llm\n",
                "spam.yaml: oracle: llm cannot be asked with privacy: strict, which lets no input"
                        + " out; set oracle: human or labels, or privacy: balanced");
    }

    @Test
    void shouldRefuseAnIdThatIsNoFolderName() {
        shouldRefuse(
                MINIMAL.replace("id: spam", "id: ../spam"),
                "spam.yaml: id: must be at most 100 letters, digits, '.', '_' or '-', and start"
                        + " with a letter or digit, but is '../spam'");
    }

    @Test
    void shouldSayWhichLineIsNoYaml() {
        shouldRefuse(
                "id: spam\n  input: [\n",
                "spam.yaml: line 2: is no YAML: mapping values are not allowed here");
        shouldRefuse(
                "- a\n",
                "spam.yaml: must be a map of keys such as id, input_schema and output_schema");
        shouldRefuse(
                "", "spam.yaml: must be a map of keys such as id, input_schema and output_schema");
    }

    @Test
    void shouldSayThatTheFileIsMissing() {
        assertThatThrownBy(() -> TaskFile.read(Path.of("no-such.yaml")))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessage("no-such.yaml: no such file; name a task file (YAML or JSON)");
    }

    private static void shouldRefuse(String yaml, String message) {
        assertThatThrownBy(() -> TaskFile.parse(yaml, "spam.yaml"))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessage(message);
    }
}
