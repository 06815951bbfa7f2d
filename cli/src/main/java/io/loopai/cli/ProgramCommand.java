package io.loopai.cli;

import picocli.CommandLine.Command;

/** Groups the commands about programs. */
@Command(
        name = "program",
        description = "Add, compare and deploy the programs of a task.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai program add --task spam.yaml --source SpamProgram.java",
            "  loopai program activate --task spam --version 2 --share 0.1",
            "  loopai program list --task spam",
            "  loopai program rollback --task spam",
        },
        subcommands = {
            ProgramAddCommand.class,
            ProgramListCommand.class,
            ProgramShowCommand.class,
            ProgramActivateCommand.class,
            ProgramStandbyCommand.class,
            ProgramRollbackCommand.class,
            ProgramQuarantineCommand.class,
            ProgramWithdrawCommand.class,
            ProgramRetireCommand.class,
        })
final class ProgramCommand extends CommandGroup {}
