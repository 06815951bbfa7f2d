package io.loopai.cli;

import picocli.CommandLine.Command;

/** Groups the commands about right answers. */
@Command(
        name = "label",
        description = "Bring right answers in, and take them out.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai label import answers.jsonl --task spam",
            "  loopai label export spam > rows.jsonl",
        },
        subcommands = {LabelImportCommand.class, LabelExportCommand.class})
final class LabelCommand extends CommandGroup {}
