package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.kafka.KafkaSettings;
import io.loopai.task.Draw;
import io.loopai.task.Oracle;
import io.loopai.task.Validation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes the right answers of a task that Kafka holds. */
@Command(
        name = "export",
        description = {
            "Write what the oracle has said of a task's executions, as JSON lines that 'loopai"
                    + " generate' and 'loopai evaluate' read; of Kafka's messages, which it keeps for a"
                    + " month.",
            "What was labelled twice is written once, as it was labelled last."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai label export spam > rows.jsonl",
            "  loopai label export spam --json | jq '.labels | length'",
        })
final class LabelExportCommand implements Runnable {

    private record Row(String id, JsonNode input, JsonNode output, Oracle oracle, Draw draw) {}

    private record Report(String task, List<Row> labels) {}

    @Mixin private TaskParameter task;
    @Mixin private KafkaOption kafka;
    @Mixin private Output output;

    @Override
    public void run() {
        KafkaSettings settings = kafka.settings();
        String topic = settings.topics().validations();
        Map<String, Validation> last = new LinkedHashMap<>();
        long unreadable =
                TopicContent.read(
                        settings,
                        topic,
                        Validation.class,
                        validation -> {
                            if (validation.task().equals(task.id())
                                    && validation.expected() != null
                                    && !isOlder(validation, last.get(validation.id()))) {
                                last.remove(validation.id()); // to stand where it was said last
                                last.put(validation.id(), validation);
                            }
                        });
        List<Row> rows = last.values().stream().map(LabelExportCommand::row).toList();
        if (unreadable > 0) {
            output.warn(unreadable + " messages of " + topic + " are no validations");
        }
        if (output.json()) {
            output.print(new Report(task.id(), rows));
        } else {
            rows.forEach(output::print);
        }
    }

    /** The topic has partitions: what was said later may be read earlier. */
    private static boolean isOlder(Validation validation, Validation known) {
        return known != null && validation.validatedAt().isBefore(known.validatedAt());
    }

    private static Row row(Validation validation) {
        return new Row(
                validation.id(),
                validation.input(),
                validation.expected(),
                validation.oracle(),
                validation.draw());
    }
}
