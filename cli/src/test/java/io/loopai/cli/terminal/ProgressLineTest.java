package io.loopai.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private static final long MILLISECOND = 1_000_000;

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 50 * MILLISECOND);

    @Test
    void shouldRewriteOneLineAtMostTenTimesASecond() {
        Screen screen = Screen.interactive(Map.of());
        ProgressLine progress = new ProgressLine(screen.terminal, clock::get);

        for (int i = 0; i < 25; i++) {
            String text = "at " + 10 * i;
            progress.update(() -> text);
            clock.addAndGet(10 * MILLISECOND);
        }
        progress.finish("done");

        assertThat(screen.text())
                .isEqualTo("\rat 0\u001b[K\rat 100\u001b[K\rat 200\u001b[K\r\u001b[Kdone\n");
    }

    @Test
    void shouldCutWhatWouldWrap() {
        Screen screen = Screen.interactive(Map.of("COLUMNS", "20"));

        new ProgressLine(screen.terminal, clock::get).update(() -> "12345678901234567890");

        assertThat(screen.text()).isEqualTo("\r123456789012345678…\u001b[K");
    }

    @Test
    void shouldPrintAPlainLineEveryFiveSecondsWithoutATerminal() {
        Screen screen = Screen.file();
        ProgressLine progress = new ProgressLine(screen.terminal, clock::get);

        for (int second = 0; second <= 12; second++) {
            String text = "second " + second;
            progress.update(() -> text);
            clock.addAndGet(1000 * MILLISECOND);
        }
        progress.clear();
        progress.finish("done");

        assertThat(screen.text()).isEqualTo("second 5\nsecond 10\ndone\n");
    }
}
