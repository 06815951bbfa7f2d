package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks for a better version. */
@Command(
        name = "improve",
        description = {
            "Ask for a better version of a task's program: it is learned from all labels there are, and"
                    + " challenges the active one.",
            "'loopai rollout show' says what becomes of it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai improve spam",
            "  loopai improve spam --reason \"new senders since Monday\"",
        })
final class ImproveCommand implements Runnable {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; stays in the history.")
    private String reason = "asked for on the command line";

    @Mixin private TaskParameter task;
    @Mixin private ServiceApi api;
    @Mixin private Output output;

    @Override
    public void run() {
        JsonNode wish = api.post("/api/v1/tasks/" + task.id() + "/improve", reason);
        if (output.json()) {
            output.print(wish);
        } else {
            output.out()
                    .println("asked for; see what becomes of it: loopai rollout show " + task.id());
        }
    }
}
