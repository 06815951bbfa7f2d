package io.loopai.cli;

import io.loopai.cli.terminal.Terminal;
import java.util.Arrays;
import java.util.Map;
import org.apache.flink.runtime.util.EnvironmentInformation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The {@code loopai} command.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 wrong usage. Results go to standard output; errors and progress
 * go to standard error.
 */
@Command(
        name = "loopai",
        description = "Ask the LLM once, for a program; answer the next million records with it.",
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  loopai demo",
            "  loopai up",
            "  loopai doctor",
            "  loopai task check spam.yaml",
            "  loopai generate --task spam.yaml --labels rows.jsonl",
            "  loopai program add --task spam.yaml --source SpamProgram.java",
            "  loopai program list --task spam",
        },
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            UpCommand.class,
            ProgramCommand.class,
            GenerateCommand.class,
            EvaluateCommand.class,
            BacktestCommand.class,
            ImproveCommand.class,
            RolloutCommand.class,
            CostsCommand.class,
            LabelCommand.class,
            ReviewCommand.class,
            TaskCommand.class,
            DeploymentCommand.class,
            ProduceCommand.class,
            TailCommand.class,
            StatusCommand.class,
            KeysCommand.class,
            CompactCommand.class,
            DoctorCommand.class,
        })
public final class Main extends CommandGroup {

    /** Picocli refuses less. */
    private static final int NARROWEST_HELP = 55;

    private final Terminal out;
    private final Terminal err;
    private final Map<String, String> environment;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show what happens inside, and stack traces of errors.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the versions of loopai, Java and Flink, and exit.")
    private boolean version;

    private Main(Terminal out, Terminal err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        if (Arrays.asList(args).contains("--verbose")) {
            // Here, because logging is set up before options are parsed; log4j2.xml reads them.
            System.setProperty("loopai.log.level", "info");
            System.setProperty("loopai.log.exceptions", "full");
        }
        System.exit(
                commandLine(Terminal.stdout(), Terminal.stderr(), System.getenv()).execute(args));
    }

    /**
     * The command with all its subcommands, writing to the given terminals.
     *
     * @param environment {@code OPENAI_API_KEY} and the like
     */
    static CommandLine commandLine(Terminal out, Terminal err, Map<String, String> environment) {
        return new CommandLine(new Main(out, err, environment))
                .setOut(out.writer())
                .setErr(err.writer())
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(out.colors() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(Math.max(NARROWEST_HELP, Math.min(out.width(), 100)))
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Errors::wrongUsage)
                .setExecutionExceptionHandler(Errors::failed);
    }

    /** The root of the command that a subcommand belongs to. */
    static Main of(CommandSpec subcommand) {
        return (Main) subcommand.root().userObject();
    }

    Terminal out() {
        return out;
    }

    Terminal err() {
        return err;
    }

    /** The environment variables that name an LLM. */
    Map<String, String> environment() {
        return environment;
    }

    boolean verbose() {
        return verbose;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "loopai " + (version == null ? "development build" : version),
                "Java " + Runtime.version() + ", Flink " + EnvironmentInformation.getVersion(),
            };
        }
    }
}
