package io.loopai.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void shouldColourOnATerminal() {
        Terminal terminal = Screen.interactive(Map.of("TERM", "xterm")).terminal;

        assertThat(terminal.red("no")).isEqualTo("\u001b[31mno\u001b[0m");
        assertThat(terminal.green("yes")).isEqualTo("\u001b[32myes\u001b[0m");
        assertThat(terminal.yellow("hm")).isEqualTo("\u001b[33mhm\u001b[0m");
        assertThat(terminal.bold("so")).isEqualTo("\u001b[1mso\u001b[0m");
    }

    @Test
    void shouldNotColourAFile() {
        assertThat(Screen.file().terminal.red("no")).isEqualTo("no");
    }

    @Test
    void shouldNotColourWhenNoColorIsSet() {
        Terminal terminal = Screen.interactive(Map.of("NO_COLOR", "1")).terminal;

        assertThat(terminal.red("no")).isEqualTo("no");
        assertThat(terminal.interactive()).isTrue();
    }

    @Test
    void shouldColourWhenNoColorIsEmpty() {
        assertThat(Screen.interactive(Map.of("NO_COLOR", "")).terminal.colors()).isTrue();
    }

    @Test
    void shouldNeitherColourNorRewriteOnADumbTerminal() {
        Terminal terminal = Screen.interactive(Map.of("TERM", "dumb")).terminal;

        assertThat(terminal.colors()).isFalse();
        assertThat(terminal.interactive()).isFalse();
    }

    @Test
    void shouldTakeTheWidthFromTheEnvironmentIfItMakesSense() {
        assertThat(Screen.interactive(Map.of("COLUMNS", "132")).terminal.width()).isEqualTo(132);
        assertThat(Screen.interactive(Map.of("COLUMNS", "0")).terminal.width()).isEqualTo(80);
        assertThat(Screen.interactive(Map.of("COLUMNS", "wide")).terminal.width()).isEqualTo(80);
        assertThat(Screen.file().terminal.width()).isEqualTo(80);
    }
}
