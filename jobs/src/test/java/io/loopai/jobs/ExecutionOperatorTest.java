package io.loopai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.api.Test;

/** Event time, which the sources of this job know nothing of, and those of others may. */
class ExecutionOperatorTest {

    @Test
    void shouldLetWatermarksOfRequestsPassAControlStreamThatSaysNothing() throws Exception {
        try (Subtask subtask = Subtask.start(Deployments.revision("echo", 1))) {
            subtask.requestTime(new Watermark(5));
            subtask.deploy(Deployments.revision("echo", 2));
            subtask.requestTime(new Watermark(9));

            assertThat(subtask.times()).containsExactly(new Watermark(5), new Watermark(9));
        }
    }

    @Test
    void shouldNotTakeTheControlStreamsTimeForThatOfRequests() throws Exception {
        try (Subtask subtask = Subtask.start(Deployments.revision("echo", 1))) {
            subtask.controlTime(new Watermark(3));
            subtask.requestTime(new Watermark(5));
            subtask.controlTime(WatermarkStatus.ACTIVE);
            subtask.controlTime(Watermark.MAX_WATERMARK);
            subtask.requestTime(new Watermark(9));

            assertThat(subtask.times()).containsExactly(new Watermark(5), new Watermark(9));
        }
    }

    @Test
    void shouldBeIdleWhenRequestsAre() throws Exception {
        try (Subtask subtask = Subtask.start(Deployments.revision("echo", 1))) {
            subtask.requestTime(new Watermark(5));
            subtask.controlTime(Watermark.MAX_WATERMARK);
            subtask.requestTime(WatermarkStatus.IDLE);
            subtask.requestTime(WatermarkStatus.ACTIVE);
            subtask.requestTime(new Watermark(9));

            assertThat(subtask.times())
                    .containsExactly(
                            new Watermark(5),
                            WatermarkStatus.IDLE,
                            WatermarkStatus.ACTIVE,
                            new Watermark(9));
        }
    }

    @Test
    void shouldKeepToItAfterARestore() throws Exception {
        try (Subtask first = Subtask.start(Deployments.revision("echo", 1));
                Subtask second = Subtask.restore(first.snapshot())) {
            second.requestTime(new Watermark(5));

            assertThat(second.times()).containsExactly(new Watermark(5));
        }
    }
}
