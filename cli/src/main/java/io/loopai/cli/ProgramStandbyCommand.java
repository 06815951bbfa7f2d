package io.loopai.cli;

import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Names the version that takes over when the active one fails too often. */
@Command(
        name = "standby",
        description = {
            "Say which program takes over when the active one fails too often, or that none does.",
            "Jobs have it compiled and run it on no request until then. The next activation makes"
                    + " the program that was active before the standby."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai program standby --task spam --version 1",
            "  loopai program standby --task spam --version none",
        })
final class ProgramStandbyCommand implements Runnable {

    /** Reads {@code 3}, {@code v3} or {@code none}. */
    static final class Converter implements ITypeConverter<OptionalInt> {

        @Override
        public OptionalInt convert(String text) {
            try {
                return text.equals("none")
                        ? OptionalInt.empty()
                        : OptionalInt.of(new VersionConverter().convert(text));
            } catch (TypeConversionException e) {
                throw new TypeConversionException(e.getMessage() + ", or none");
            }
        }
    }

    @Option(
            names = "--version",
            required = true,
            paramLabel = "N|none",
            converter = Converter.class,
            description = "Which one: 3 or v3; none: nobody takes over.")
    private OptionalInt version;

    @Mixin private TaskOption task;
    @Mixin private DataDirOption dataDir;
    @Mixin private SigningOption signing;
    @Mixin private Output output;

    @Override
    public void run() {
        Versions.report(dataDir.artifacts(signing).standby(task.id(), version), output);
    }
}
