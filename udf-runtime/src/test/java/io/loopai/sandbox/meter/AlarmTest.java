package io.loopai.sandbox.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AlarmTest {

    private static final long FUEL = 20_000_000;

    @Test
    void shouldNeitherGiveNorTakeAStepHoweverOftenItIsRaised() throws InterruptedException {
        Meter meter = new Meter();
        AtomicBoolean done = new AtomicBoolean();
        Thread watchdog =
                new Thread(
                        () -> {
                            while (!done.get()) {
                                meter.alarm();
                            }
                        });
        watchdog.start();
        try {
            for (int run = 0; run < 5; run++) {
                meter.start(FUEL, 50_000, 512, 60_000_000_000L);
                assertThat(stepsUntilTheEnd()).isEqualTo(FUEL);
                assertThat(meter.exhausted()).isEqualTo(Exhaustion.FUEL);
            }
        } finally {
            done.set(true);
            watchdog.join();
        }
    }

    private static long stepsUntilTheEnd() {
        long steps = 0;
        try {
            while (true) {
                Meter.step();
                steps++;
            }
        } catch (BudgetError e) {
            return steps;
        }
    }
}
