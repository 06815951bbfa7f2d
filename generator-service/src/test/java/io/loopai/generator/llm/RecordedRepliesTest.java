package io.loopai.generator.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loopai.generator.LabelledRow;
import io.loopai.oracle.CostBudget;
import io.loopai.oracle.LlmClient;
import io.loopai.oracle.LlmSettings;
import io.loopai.oracle.PriceTable;
import io.loopai.oracle.testing.LlmServer;
import io.loopai.oracle.testing.RecordedReplies;
import io.loopai.task.Json;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole way, with what a real LLM wrote: it saw another prompt and mends nothing. */
class RecordedRepliesTest {

    @Test
    void shouldWriteAtLeastOneProgramForMostTasks() {
        Optional<RecordedReplies> recorded = RecordedReplies.find();
        assumeTrue(recorded.isPresent(), "the recorded replies are not on this machine");
        List<String> problems = new ArrayList<>();
        int usable = 0;
        try (LlmServer server = LlmServer.start().then(recorded.get().behaviour());
                LlmClient client =
                        LlmClient.open(
                                LlmSettings.of(server.url(), "recorded", "").concurrency(1),
                                PriceTable.standard(),
                                CostBudget.ofUsd(1_000),
                                null)) {
            LlmOptions options = new LlmOptions(3, 0, 5);
            for (RecordedReplies.Task task : recorded.get().tasks()) {
                List<WrittenProgram> programs =
                        new LlmStrategy(client, options)
                                .write(spec(task), rows(task), Optional.empty(), 1);
                for (int n = 0; n < programs.size(); n++) {
                    String problem = programs.get(n).problem();
                    usable += problem == null ? 1 : 0;
                    if (problem != null) {
                        problems.add(task.name() + "/" + (n + 1) + ": " + problem);
                    }
                }
            }
        }
        assertThat(usable).as(String.join("\n", problems)).isGreaterThanOrEqualTo(14);
        assertThat(problems).noneMatch(problem -> problem.contains("the endpoint"));
    }

    private static TaskSpec spec(RecordedReplies.Task task) {
        ObjectNode spec = Json.MAPPER.createObjectNode();
        spec.put("id", task.name()).put("description", task.description());
        spec.putObject("input_schema").put("type", "object");
        ArrayNode labels = spec.putObject("output_schema").put("type", "string").putArray("enum");
        task.labels().forEach(labels::add);
        return TaskFile.parse(spec.toString(), task.name());
    }

    private static List<LabelledRow> rows(RecordedReplies.Task task) {
        return task.rows().stream()
                .map(row -> new LabelledRow("prompt", row.input(), row.output()))
                .toList();
    }
}
