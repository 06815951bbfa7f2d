package io.loopai.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Groups the commands about the version that is about to take over. */
@Command(
        name = "rollout",
        description = "See how a new program takes over, and steer it.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai rollout show spam",
            "  loopai rollout pause spam",
            "  loopai rollout promote spam --reason \"seen on the staging system\"",
        },
        subcommands = {
            RolloutCommand.Show.class,
            RolloutCommand.Pause.class,
            RolloutCommand.Resume.class,
            RolloutCommand.Promote.class,
            RolloutCommand.Rollback.class,
        })
final class RolloutCommand extends CommandGroup {

    @Command(
            name = "show",
            description = "Show the rollout under way, the last ones, and the last attempts.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  loopai rollout show spam",
                "  loopai rollout show spam --json | jq .under_way.share",
            })
    static final class Show implements Runnable {

        @Mixin private TaskParameter task;
        @Mixin private ServiceApi api;
        @Mixin private Output output;

        @Override
        public void run() {
            RolloutTables.print(api.get("/api/v1/tasks/" + task.id() + "/rollout"), output);
        }
    }

    @Command(
            name = "pause",
            description = "Keep the challenger at its share. One that does harm goes back anyway.",
            footer = "  loopai rollout pause spam")
    static final class Pause extends Steered {}

    @Command(
            name = "resume",
            description = "Let the challenger go on.",
            footer = "  loopai rollout resume spam")
    static final class Resume extends Steered {}

    @Command(
            name = "promote",
            description =
                    "Let the challenger answer all requests, without waiting for more labels.",
            footer = "  loopai rollout promote spam --reason \"seen on the staging system\"")
    static final class Promote extends Steered {}

    @Command(
            name = "rollback",
            description = "Take the challenger out; the champion answers all requests.",
            footer = "  loopai rollout rollback spam --reason \"too many complaints\"")
    static final class Rollback extends Steered {}

    /** Tells the service to take the step that the command is named after, and shows the outcome. */
    @Command(footerHeading = "%nExamples:%n")
    private abstract static class Steered implements Runnable {

        @Spec private CommandSpec command;

        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                description = "Why; an end of the rollout keeps it.")
        private String reason = "decided on the command line";

        @Mixin private TaskParameter task;
        @Mixin private ServiceApi api;
        @Mixin private Output output;

        @Override
        public final void run() {
            String step = "/api/v1/tasks/" + task.id() + "/rollout/" + command.name();
            RolloutTables.print(api.post(step, reason), output);
        }
    }
}
