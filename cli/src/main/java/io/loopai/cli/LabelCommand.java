package io.loopai.cli;

import picocli.CommandLine.Command;

/** Groups the commands about right answers. */
@Command(
        name = "label",
        description = "Bring right answers in, take them out, and delete them.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai label import answers.jsonl --task spam",
            "  loopai label export spam > rows.jsonl",
            "  loopai label delete --task spam --execution-id r-17",
        },
        subcommands = {
            LabelImportCommand.class,
            LabelExportCommand.class,
            LabelDeleteCommand.class,
        })
final class LabelCommand extends CommandGroup {}
