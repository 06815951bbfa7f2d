package io.loopai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class TimestampsTest {

    @Property(tries = 100)
    void shouldFormatEveryMillisecondAsItsInstant(
            @ForAll
                    List<@LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) Long>
                            times) {
        Timestamps timestamps = new Timestamps();
        for (long time : times) {
            String text = timestamps.format(time);
            assertThat(Instant.parse(text)).isEqualTo(Instant.ofEpochMilli(time));
            assertThat(text).matches(".*T\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        }
    }
}
