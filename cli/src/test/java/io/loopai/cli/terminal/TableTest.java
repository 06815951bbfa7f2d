package io.loopai.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void shouldLineUpColumns() {
        Screen screen = Screen.file();

        new Table()
                .left("label")
                .right("records")
                .left("note")
                .row("billing", 1234567, "most")
                .row("質問", 8L, null)
                .row("x", "n/a", "two words")
                .print(screen.terminal);

        assertThat(screen.text())
                .isEqualTo(
                        """
                        label      records  note
                        billing  1,234,567  most
                        質問             8
                        x              n/a  two words
                        """);
    }

    @Test
    void shouldMakeTheHeaderBoldOnATerminal() {
        Screen screen = Screen.interactive(Map.of());

        new Table().left("a").row("b").print(screen.terminal);

        assertThat(screen.text()).isEqualTo("\u001b[1ma\u001b[0m\nb\n");
    }

    @Test
    void shouldRefuseARowThatDoesNotFit() {
        assertThatThrownBy(() -> new Table().left("a").row("b", "c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row has 2 cells, the table 1");
    }
}
