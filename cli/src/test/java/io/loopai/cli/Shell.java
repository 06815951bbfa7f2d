package io.loopai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.cli.terminal.Terminal;
import io.loopai.task.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Runs commands as a user would, with what they print at hand. */
final class Shell {

    record Outcome(int exitCode, String out, String err) {

        /** Without the lines that say every five seconds how far a run is. */
        Outcome withoutProgress() {
            return new Outcome(exitCode, out, err.replaceAll("(?m)^[\\d,]+ records .*\n", ""));
        }

        /** The one JSON object on standard output. */
        JsonNode json() {
            return Json.read(out.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        }
    }

    private Shell() {}

    static Outcome run(Object... args) {
        return run(Map.of(), args);
    }

    /** With environment variables such as {@code OPENAI_MODEL}. */
    static Outcome run(Map<String, String> environment, Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        int exitCode = Main.commandLine(terminal(out), terminal(err), environment).execute(words);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    private static Terminal terminal(StringWriter text) {
        return new Terminal(new PrintWriter(text), false, Map.of());
    }
}
