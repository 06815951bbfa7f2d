package io.loopai.cli.terminal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** A terminal whose output a test can read. */
final class Screen {

    private final StringWriter text = new StringWriter();
    final Terminal terminal;

    private Screen(boolean interactive, Map<String, String> environment) {
        terminal = new Terminal(new PrintWriter(text), interactive, environment);
    }

    static Screen file() {
        return new Screen(false, Map.of());
    }

    static Screen interactive(Map<String, String> environment) {
        return new Screen(true, environment);
    }

    String text() {
        return text.toString();
    }
}
