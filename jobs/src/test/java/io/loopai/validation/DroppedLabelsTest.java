package io.loopai.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class DroppedLabelsTest {

    private final MetricListener listener = new MetricListener();
    private final DroppedLabels dropped =
            new DroppedLabels(listener.getMetricGroup(), Duration.ofDays(7));

    @Test
    void shouldCountEachAndTellOfEachTaskOnceAnHour() {
        assertThat(dropped.add("spam", 0)).isPresent();
        assertThat(dropped.add("spam", 3_599_999)).isEmpty();
        assertThat(dropped.add("other", 3_599_999)).isPresent();
        assertThat(dropped.add("spam", 3_600_000)).isPresent();

        Counter counter = listener.getCounter("loopai", "labels_dropped").orElseThrow();
        assertThat(counter.getCount()).isEqualTo(4);
    }
}
