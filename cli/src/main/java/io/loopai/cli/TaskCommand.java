package io.loopai.cli;

import picocli.CommandLine.Command;

/** Groups the commands about tasks. */
@Command(
        name = "task",
        description = "Write and check task files.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai task init --id spam --labels rows.jsonl --output spam.yaml",
            "  loopai task check spam.yaml",
        },
        subcommands = {TaskInitCommand.class, TaskCheckCommand.class})
final class TaskCommand extends CommandGroup {}
