package io.loopai.cli;

import io.loopai.cli.terminal.Terminal;
import io.loopai.task.Json;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What every command that reports something mixes in: the terminals, and {@code --json}.
 *
 * <pre>{@code
 * @Mixin private Output output;
 * …
 * if (output.json()) {
 *     output.print(report);
 * }
 * }</pre>
 */
final class Output {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--json", description = "Write exactly one JSON object to standard output.")
    private boolean json;

    /** Whether standard output is for a machine. */
    boolean json() {
        return json;
    }

    /** Writes the value as one line of JSON. */
    void print(Object value) {
        out().println(new String(Json.bytes(value), StandardCharsets.UTF_8));
    }

    /** For results. */
    Terminal out() {
        return Main.of(command).out();
    }

    /** For warnings and progress. */
    Terminal err() {
        return Main.of(command).err();
    }

    /** Something that the user should look at, though the command goes on. */
    void warn(String message) {
        err().println(err().yellow("warning: ") + message);
    }
}
