package io.loopai.service.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.task.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficBookTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final TrafficBook book = new TrafficBook();

    @Test
    void shouldCountAStretchOfASubtaskOnce() {
        book.add(traffic("spam", 3, 0, NOON));
        book.add(traffic("spam", 3, 0, NOON));

        assertThat(calls("spam", 3)).isEqualTo(10);
    }

    @Test
    void shouldCountWhatDiffersInTaskRevisionSubtaskOrTime() {
        book.add(traffic("spam", 3, 0, NOON));
        book.add(traffic("spam", 3, 1, NOON));
        book.add(traffic("spam", 3, 0, NOON.plusSeconds(10)));
        book.add(traffic("spam", 3, 0, NOON.plusSeconds(5))); // of another partition
        book.add(traffic("spam", 4, 0, NOON));
        book.add(traffic("other", 3, 0, NOON));

        assertThat(calls("spam", 3)).isEqualTo(50);
        assertThat(calls("spam", 4)).isEqualTo(10);
        assertThat(calls("other", 1)).isEqualTo(10);
    }

    private long calls(String task, long revision) {
        return book.health(task, revision, 1, Map.of()).calls();
    }

    private static Traffic traffic(String task, long revision, int subtask, Instant until) {
        return new Traffic(
                task,
                revision,
                subtask,
                until,
                List.of(new Traffic.OfVersion(1, 10, 10, 0, 0, 0, 0, List.of(10L), Map.of())));
    }
}
