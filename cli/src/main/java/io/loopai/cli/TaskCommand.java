package io.loopai.cli;

import picocli.CommandLine.Command;

/** Groups the commands about tasks. */
@Command(
        name = "task",
        description = "Look at task files.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = "  loopai task check spam.yaml",
        subcommands = TaskCheckCommand.class)
final class TaskCommand extends CommandGroup {}
