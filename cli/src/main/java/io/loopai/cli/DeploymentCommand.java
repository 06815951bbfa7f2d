package io.loopai.cli;

import picocli.CommandLine.Command;

/** Groups the commands that carry deployments between a data folder and Kafka. */
@Command(
        name = "deployment",
        description = "Carry deployments between a data folder and Kafka.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai deployment publish --kafka localhost:9092",
            "  loopai deployment export --kafka localhost:9092 --data-dir copy",
        },
        subcommands = {DeploymentPublishCommand.class, DeploymentExportCommand.class})
final class DeploymentCommand extends CommandGroup {}
