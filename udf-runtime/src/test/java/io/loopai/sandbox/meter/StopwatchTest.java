package io.loopai.sandbox.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopwatchTest {

    private final Stopwatch stopwatch = new Stopwatch();

    @Test
    void shouldNotCountTheTimeInWhichTheThreadStandsStill() {
        Duration allowed = Duration.ofMillis(200);
        stopwatch.reset(allowed.toNanos());
        assertThat(stopwatch.isOver()).isFalse();
        for (int i = 0; i < 2; i++) {
            // This thread waits while another one polls.
            await().pollDelay(allowed).until(() -> true);
            assertThat(stopwatch.isOver()).isFalse();
        }
    }

    @Test
    void shouldEndAndStartAgain() {
        for (int i = 0; i < 2; i++) {
            stopwatch.reset(2_000_000);
            int looks = 0;
            while (!stopwatch.isOver()) {
                looks++;
            }
            assertThat(looks).isPositive();
        }
    }
}
