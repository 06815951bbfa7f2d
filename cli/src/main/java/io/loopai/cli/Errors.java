package io.loopai.cli;

import io.loopai.cli.terminal.Terminal;
import io.loopai.files.InputFilesException;
import io.loopai.generator.InvalidLabelsException;
import io.loopai.jobs.InvalidOptionException;
import io.loopai.kafka.KafkaUnavailableException;
import io.loopai.oracle.LlmException;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.service.db.DatabaseException;
import io.loopai.store.ArtifactException;
import io.loopai.store.DataDirException;
import io.loopai.task.InvalidTaskException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one message and an exit code. */
final class Errors {

    /** Their messages are written for the user. */
    private static final List<Class<? extends Exception>> SPEAK_FOR_THEMSELVES =
            List.of(
                    CommandFailedException.class,
                    InvalidTaskException.class,
                    ArtifactException.class,
                    DataDirException.class,
                    DatabaseException.class,
                    InputFilesException.class,
                    InvalidLabelsException.class,
                    LlmException.class,
                    KafkaUnavailableException.class,
                    InvalidOptionException.class,
                    ProgramRejectedException.class);

    private Errors() {}

    /** Names the mistake and its likely correction; the full help would bury both. */
    static int wrongUsage(ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        Terminal err = Main.of(command.getCommandSpec()).err();
        err.println(err.red("error: ") + usageMessage(error, command));
        if (!UnmatchedArgumentException.printSuggestions(error, err.writer())
                && !command.getSubcommands().isEmpty()) {
            err.println("Commands: " + String.join(", ", command.getSubcommands().keySet()));
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    private static String usageMessage(ParameterException error, CommandLine command) {
        if (error instanceof UnmatchedArgumentException && !command.getSubcommands().isEmpty()) {
            UnmatchedArgumentException unmatched = (UnmatchedArgumentException) error;
            if (!unmatched.isUnknownOption()) {
                return "there is no command '" + unmatched.getUnmatched().get(0) + "'";
            }
        }
        // Picocli starts some of its messages so, and not others, and stutters in one.
        return error.getMessage().replaceFirst("^Error: ", "").replace("option option", "option");
    }

    /** Prints the message; the stack trace too with {@code --verbose}. */
    static int failed(Exception error, CommandLine command, ParseResult parsed) {
        Main main = Main.of(command.getCommandSpec());
        Terminal err = main.err();
        err.println(err.red("error: ") + message(error, main.verbose()));
        if (main.verbose()) {
            error.printStackTrace(err.writer());
            err.writer().flush();
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What the user should know of it, in one message. */
    static String message(Exception error, boolean verbose) {
        if (SPEAK_FOR_THEMSELVES.stream().anyMatch(type -> type.isInstance(error))) {
            return error.getMessage();
        }
        if (error instanceof UncheckedIOException) {
            return message(((UncheckedIOException) error).getCause());
        }
        if (error instanceof IOException) {
            return message((IOException) error);
        }
        return "unexpected error: "
                + error
                + (verbose ? "" : "; run again with --verbose for the details");
    }

    private static String message(IOException error) {
        if (error instanceof NoSuchFileException) {
            return error.getMessage() + ": no such file or folder";
        }
        if (error instanceof AccessDeniedException) {
            return error.getMessage() + ": permission denied; check its owner and mode";
        }
        if (error instanceof FileSystemException || error.getMessage() != null) {
            return error.getMessage();
        }
        return "cannot read or write: " + error;
    }
}
