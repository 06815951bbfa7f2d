package io.loopai.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LatencyCountsTest {

    @Test
    void shouldKnowNothingWithoutCalls() {
        assertThat(new LatencyCounts().quantileUs(0.99)).isZero();
        assertThat(new LatencyCounts().toList()).isEmpty();
    }

    @Property
    void shouldNeverBeTooLowAndAtMostHalfAnOctaveTooHigh(
            @ForAll @LongRange(min = 1_000, max = 900_000_000) long nanos) {
        LatencyCounts counts = new LatencyCounts();
        counts.add(nanos);

        double wholeMicros = Math.ceil(nanos / 1e3);
        assertThat(counts.quantileUs(1)).isBetween(nanos / 1e3, wholeMicros * 1.4143);
    }

    @Property
    void shouldAddUpToTheSameWhateverTheSubtask(
            @ForAll @Size(min = 1, max = 50)
                    List<@LongRange(min = 0, max = 1_000_000) Long> calls) {
        LatencyCounts all = new LatencyCounts();
        LatencyCounts first = new LatencyCounts();
        LatencyCounts second = new LatencyCounts();
        for (int i = 0; i < calls.size(); i++) {
            all.add(calls.get(i));
            (i % 2 == 0 ? first : second).add(calls.get(i));
        }

        LatencyCounts merged = new LatencyCounts();
        merged.addAll(first.toList());
        merged.addAll(second.toList());

        assertThat(merged.toList()).isEqualTo(all.toList());
    }

    @Test
    void shouldFindTheCallsThatTakeLong() {
        LatencyCounts counts = new LatencyCounts();
        for (int i = 0; i < 98; i++) {
            counts.add(1_000);
        }
        counts.add(4_000_000);
        counts.add(30_000_000_000L);

        assertThat(counts.quantileUs(0.5)).isEqualTo(1);
        assertThat(counts.quantileUs(0.99)).isEqualTo(4096);
        assertThat(counts.quantileUs(1)).isGreaterThan(1_000_000);
    }
}
