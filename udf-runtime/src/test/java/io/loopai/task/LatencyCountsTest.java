package io.loopai.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
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
    void shouldNeverBeTooLowAndAtMostHalfAnOctaveTooHighBeyondTheFirstBucket(
            @ForAll @LongRange(min = 0) long nanos) {
        LatencyCounts counts = new LatencyCounts();
        counts.add(nanos);

        double micros = nanos / 1e3;
        double most = Math.max(1, micros * Math.sqrt(2) * (1 + 1e-12));
        assertThat(counts.quantileUs(1)).isBetween(micros, most);
    }

    @Property
    void shouldCountInTheBucketThatHoldsTheTime(@ForAll @LongRange(min = 0) long nanos) {
        LatencyCounts counts = new LatencyCounts();
        counts.add(nanos);

        int bucket = counts.toList().size() - 1;
        assertThat(nanos / 1e3).isLessThanOrEqualTo(Math.pow(2, bucket / 2.0));
        if (bucket > 0) {
            assertThat(nanos / 1e3).isGreaterThan(Math.pow(2, (bucket - 1) / 2.0));
        }
    }

    @Test
    void shouldSayAMicrosecondOfWhateverTakesLess() {
        LatencyCounts counts = new LatencyCounts();
        counts.add(0);
        counts.add(1);
        counts.add(1_000);
        assertThat(counts.toList()).containsExactly(3L);
        assertThat(counts.quantileUs(1)).isEqualTo(1);
    }

    @Test
    void shouldTakeBucketsThatItDoesNotKnowForTheLastOne() {
        LatencyCounts counts = new LatencyCounts();
        counts.addAll(Collections.nCopies(500, 1L));
        assertThat(counts.toList().stream().mapToLong(each -> each).sum()).isEqualTo(500);
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
        // 30 s: more than 2^24.5 µs, which are 23.7 s, and at most 2^25.
        assertThat(counts.quantileUs(1)).isEqualTo(1 << 25);
    }
}
