package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.cli.Shell.Outcome;
import io.loopai.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldShowHelpWithExamplesAndExitCodes() {
        Outcome outcome = Shell.run("--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("Usage: loopai [-hV] [--verbose] COMMAND")
                .contains("Exit codes:\n  0   done\n  1   failed\n  2   wrong usage\n")
                .endsWith("  loopai program list --task spam\n");
    }

    @Test
    void shouldWorkOnANarrowScreen() {
        Terminal narrow = new Terminal(new PrintWriter(out), false, Map.of("COLUMNS", "30"));

        assertThat(Main.commandLine(narrow, narrow, Map.of()).execute("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: loopai");
    }

    @Test
    void shouldGiveEveryCommandADescriptionAndExamples() {
        List<CommandLine> commands = new ArrayList<>();
        collect(commandLine(), commands);

        assertThat(commands)
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        command -> {
                            String name = command.getCommandSpec().qualifiedName();
                            var usage = command.getCommandSpec().usageMessage();
                            assertThat(usage.description()).as(name).isNotEmpty();
                            assertThat(usage.footerHeading()).as(name).contains("Examples:");
                            assertThat(usage.footer())
                                    .as(name)
                                    .isNotEmpty()
                                    .allMatch(line -> line.startsWith("  loopai "));
                        });
    }

    @Test
    void shouldListEveryCommandInTheScriptsUsage() throws IOException {
        String script = Files.readString(Path.of("..", "loopai"));
        String usage =
                script.substring(script.indexOf("Usage: "), script.indexOf("--help explains one"));
        List<String> listed =
                usage.lines()
                        .filter(line -> line.matches("  [a-z]+ {2,}\\S.*"))
                        .map(line -> line.strip().split(" ")[0])
                        .toList();
        List<String> all = new ArrayList<>(commandLine().getSubcommands().keySet());
        all.add("test"); // the script's own

        assertThat(listed).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void shouldExplainTheDataFolderInTheHelp() {
        assertThat(Shell.run("program", "list", "--help").out().replaceAll("\\s+", " "))
                .contains(
                        "Without it: the environment variable LOOPAI_DATA_DIR, or else"
                                + " loopai-data in the current folder.");
    }

    @Test
    void shouldShowVersions() {
        Outcome outcome = Shell.run("--version");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .isEqualTo(
                        "loopai development build\nJava " + Runtime.version() + ", Flink 2.2.1\n");
    }

    @Test
    void shouldSuggestTheCommandThatWasMeant() {
        Outcome outcome = Shell.run("doktor");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .isEqualTo(
                        """
                        error: there is no command 'doktor'
                        Did you mean: loopai doctor or loopai backtest?
                        Try 'loopai --help'.
                        """);
    }

    @Test
    void shouldSuggestTheOptionThatWasMeant() {
        Outcome outcome = Shell.run("doctor", "--jsn");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo(
                        """
                        error: Unknown option: '--jsn'
                        Possible solutions: --json
                        Try 'loopai doctor --help'.
                        """);
    }

    @Test
    void shouldAskForTheMissingCommand() {
        assertThat(Shell.run("program"))
                .isEqualTo(
                        new Outcome(
                                2,
                                "",
                                """
                                error: Missing required subcommand
                                Commands: add, list, show, activate, standby, rollback, quarantine, withdraw, retire
                                Try 'loopai program --help'.
                                """));
    }

    static Stream<Arguments> shouldSayWhatWentWrongInOneMessage() {
        return Stream.of(
                Arguments.of(
                        new CommandFailedException("no luck; try again"), "no luck; try again"),
                Arguments.of(
                        new IllegalStateException("oops"),
                        "unexpected error: java.lang.IllegalStateException: oops; run again with"
                                + " --verbose for the details"),
                Arguments.of(
                        new UncheckedIOException(new NoSuchFileException("a.txt")),
                        "a.txt: no such file or folder"),
                Arguments.of(
                        new AccessDeniedException("a.txt"),
                        "a.txt: permission denied; check its owner and mode"),
                Arguments.of(
                        new FileSystemException("a.txt", null, "No space left on device"),
                        "a.txt: No space left on device"),
                Arguments.of(new IOException("broken pipe"), "broken pipe"),
                Arguments.of(new IOException(), "cannot read or write: java.io.IOException"));
    }

    @ParameterizedTest
    @MethodSource
    void shouldSayWhatWentWrongInOneMessage(Exception error, String message) {
        CommandLine command = commandLine().addSubcommand("fail", new FailingCommand(error));

        assertThat(command.execute("fail")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo("error: " + message + "\n");
    }

    @Test
    void shouldShowTheStackTraceWithVerboseBeforeOrAfterTheCommand() {
        for (String[] args : new String[][] {{"--verbose", "fail"}, {"fail", "--verbose"}}) {
            err.getBuffer().setLength(0);
            CommandLine command =
                    commandLine()
                            .addSubcommand(
                                    "fail", new FailingCommand(new IllegalStateException("oops")));

            assertThat(command.execute(args)).isEqualTo(1);
            assertThat(err.toString())
                    .startsWith(
                            """
                            error: unexpected error: java.lang.IllegalStateException: oops
                            java.lang.IllegalStateException: oops
                            \tat io.loopai.cli.MainTest.""");
        }
    }

    private CommandLine commandLine() {
        return Main.commandLine(
                new Terminal(new PrintWriter(out), false, Map.of()),
                new Terminal(new PrintWriter(err), false, Map.of()),
                Map.of());
    }

    private static void collect(CommandLine command, List<CommandLine> commands) {
        commands.add(command);
        command.getSubcommands().values().forEach(sub -> collect(sub, commands));
    }

    @Command
    private record FailingCommand(Exception error) implements java.util.concurrent.Callable<Void> {
        @Override
        public Void call() throws Exception {
            throw error;
        }
    }
}
