package io.loopai.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The harness: each command runs one benchmark and prints a table, or JSON with {@code --json}. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        subcommands = {
            PipelineCommand.class,
            EngineCommand.class,
            FailuresCommand.class,
            KafkaCommand.class,
            DeliveryCommand.class,
            OracleOutageCommand.class,
            MeteringCommand.class,
            SwapsCommand.class,
            HostileCommand.class,
            LearnedCommand.class,
            AccuracyCommand.class,
            IntervalsCommand.class,
            SamplingCommand.class,
            SimulateCommand.class,
            RepliesCommand.class
        })
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commands().execute(args));
    }

    static CommandLine commands() {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
