package io.loopai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class StackTest {

    @Test
    void shouldStopTheJobsSideBySide() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        Callable<Void> stop =
                () -> {
                    both.await(1, TimeUnit.MINUTES);
                    return null;
                };

        Stack.sideBySide(List.of(stop, stop));

        assertThat(both.isBroken()).isFalse();
    }

    @Test
    void shouldStopTheOtherJobWhenOneDoesNotStop() {
        Callable<Void> slow =
                () -> {
                    throw new TimeoutException();
                };
        Callable<Void> failing =
                () -> {
                    throw new IOException("no disk");
                };

        assertThatThrownBy(() -> Stack.sideBySide(List.of(slow, failing)))
                .hasCauseInstanceOf(TimeoutException.class)
                .satisfies(
                        e ->
                                assertThat(FlinkRun.rootMessage(e))
                                        .isEqualTo("java.util.concurrent.TimeoutException"))
                .satisfies(e -> assertThat(e.getSuppressed()[0]).hasRootCauseMessage("no disk"));
    }
}
