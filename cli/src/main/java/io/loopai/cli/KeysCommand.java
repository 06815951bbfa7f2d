package io.loopai.cli;

import picocli.CommandLine.Command;

/** Groups the commands about keys and signatures. */
@Command(
        name = "keys",
        description = {
            "Decide whose programs may run.",
            "What is deployed with a signing key, a job runs that knows its public half"
                    + " (loopai.deployments.public_keys); it refuses everything else."
        },
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai keys create --out release",
            "  loopai program activate --task spam --version 2 --signing-key release.pem",
            "  loopai keys check --public-key release.pub.pem",
            "  loopai run --task spam --input in -D loopai.deployments.public_keys=release.pub.pem",
        },
        subcommands = {KeysCreateCommand.class, KeysSignCommand.class, KeysCheckCommand.class})
final class KeysCommand extends CommandGroup {}
