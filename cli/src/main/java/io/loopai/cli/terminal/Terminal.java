package io.loopai.cli.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command writes for people, and what that place can show.
 *
 * <pre>{@code
 * Terminal out = Terminal.stdout();
 * out.println(out.green("ok") + " done");
 * }</pre>
 *
 * <p>Colours appear on a terminal only, and not when {@code NO_COLOR} is set (no-color.org) or {@code
 * TERM} is {@code dumb}. Writes UTF-8.
 */
public final class Terminal {

    private static final int DEFAULT_WIDTH = 80;

    private final PrintWriter writer;
    private final boolean interactive;
    private final boolean colors;
    private final int width;

    /**
     * A terminal over any writer.
     *
     * @param interactive whether a person watches, so that a line may be rewritten
     * @param environment {@code NO_COLOR}, {@code TERM} and {@code COLUMNS} are read
     */
    public Terminal(PrintWriter writer, boolean interactive, Map<String, String> environment) {
        this.writer = writer;
        boolean dumb = "dumb".equals(environment.get("TERM"));
        this.interactive = interactive && !dumb;
        this.colors = this.interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
        this.width = width(environment.getOrDefault("COLUMNS", ""));
    }

    /** The process's standard output. */
    public static Terminal stdout() {
        return standard(FileDescriptor.out, 1);
    }

    /** The process's standard error. */
    public static Terminal stderr() {
        return standard(FileDescriptor.err, 2);
    }

    private static Terminal standard(FileDescriptor descriptor, int number) {
        PrintWriter writer =
                new PrintWriter(
                        new OutputStreamWriter(
                                new FileOutputStream(descriptor), StandardCharsets.UTF_8),
                        true);
        return new Terminal(writer, isTerminal(number), System.getenv());
    }

    /** The writer behind this terminal; flushes at line ends. */
    public PrintWriter writer() {
        return writer;
    }

    /** Whether a person watches, so that a line may be rewritten. */
    public boolean interactive() {
        return interactive;
    }

    /** Whether colours are shown. */
    public boolean colors() {
        return colors;
    }

    /** Columns of the screen: {@code COLUMNS}, or 80. */
    public int width() {
        return width;
    }

    /** Writes one line. */
    public void println(String line) {
        writer.print(line);
        writer.print('\n');
        writer.flush();
    }

    /** Makes room for the next picture: empties a screen, leaves a blank line elsewhere. */
    public void clear() {
        if (interactive) {
            writer.print("\u001b[H\u001b[2J");
        } else {
            println("");
        }
    }

    /** The text in red where colours are shown. */
    public String red(String text) {
        return styled("31", text);
    }

    /** The text in green where colours are shown. */
    public String green(String text) {
        return styled("32", text);
    }

    /** The text in yellow where colours are shown. */
    public String yellow(String text) {
        return styled("33", text);
    }

    /** The text in bold where colours are shown. */
    public String bold(String text) {
        return styled("1", text);
    }

    private String styled(String code, String text) {
        return colors ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static int width(String columns) {
        try {
            int width = Integer.parseInt(columns);
            return width >= 20 ? width : DEFAULT_WIDTH;
        } catch (NumberFormatException e) {
            return DEFAULT_WIDTH;
        }
    }

    /**
     * Java knows only whether input and output are both terminals; Linux tells it per descriptor, so
     * that {@code loopai … 2>log} and {@code … | less} are both seen for what they are.
     */
    private static boolean isTerminal(int descriptor) {
        try {
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return isTerminal(System.console());
        }
    }

    /** From Java 22 on there is a console even where there is no terminal, and it can be asked. */
    private static boolean isTerminal(Console console) {
        if (console == null || Runtime.version().feature() < 22) {
            return console != null;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
