package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has the service forget what it keeps of one execution. */
@Command(
        name = "delete",
        description = {
            "Delete the input, the right answer and the programs' answers of an execution from the"
                    + " service's database: programs learn from it no more, and no prompt shows it."
                    + " Who was right goes on to count.",
            "Other copies go with their days: executions and validations on disk (see 'loopai up"
                    + " --help'), messages in Kafka after a month."
        },
        footerHeading = "%nExamples:%n",
        footer = "  loopai label delete --task spam --execution-id r-17")
final class LabelDeleteCommand implements Runnable {

    @Option(
            names = "--task",
            required = true,
            paramLabel = "TASK",
            description = "The id of the task.")
    private String task;

    @Option(
            names = "--execution-id",
            required = true,
            paramLabel = "ID",
            description = "The id of the request, and so of its execution.")
    private String execution;

    @Mixin private ServiceApi api;
    @Mixin private Output output;

    @Override
    public void run() {
        JsonNode deleted =
                api.delete(
                        "/api/v1/tasks/"
                                + encoded(task)
                                + "/labels?execution_id="
                                + encoded(execution));
        if (output.json()) {
            output.print(deleted);
        } else {
            output.out().println("deleted what the service kept of " + execution);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
