package io.loopai.engine;

import static io.loopai.engine.Deployments.active;
import static io.loopai.engine.Deployments.answering;
import static io.loopai.engine.Deployments.deployment;
import static io.loopai.engine.Deployments.spam;
import static org.assertj.core.api.Assertions.assertThat;

import io.loopai.engine.Outcome.Executed;
import io.loopai.task.Execution;
import io.loopai.task.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleBudgetTest {

    private static final long START = Instant.parse("2026-01-31T00:00:00Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource({
        // budget, wanted rate, executions a second, samples of an hour: at least, at most
        "200, 0.05, 2000, 190, 215", // with those of the first moment, of which nothing was known
        "1, 1, 2000, 1, 2.1",
        "200, 0.05, 1, 170, 190", // all that the rate gives: 180
        "200, 0.05, 0.2, 30, 40",
        "6000, 0.05, 2000, 5900, 6100",
    })
    void shouldKeepTheBudget(
            double budget, double rate, double perSecond, double least, double most) {
        SampleBudget samples = new SampleBudget(budget, rate, null);
        double expected = 0;
        for (long i = 0; i < 3_600 * perSecond; i++) {
            samples.count(START + (long) (1_000 * i / perSecond));
            expected += samples.rate();
        }
        assertThat(expected).isBetween(least, most);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 50}) // requests a second for ten minutes before
    void shouldNotSpendTheBudgetOnABurst(double before) {
        SampleBudget samples = new SampleBudget(200, 0.05, null);
        long millis = START;
        for (int i = 0; i < 600 * before; i++) {
            samples.count(millis = START + (long) (i * 1_000 / before));
        }
        double expected = 0;
        for (int i = 0; i < 150_000; i++) {
            samples.count(millis + i / 50);
            expected += samples.rate();
        }
        assertThat(expected).as("samples of 150,000 within three seconds").isLessThan(20);
    }

    @Test
    void shouldFollowTheTraffic() {
        SampleBudget samples = new SampleBudget(3_600, 0.5, null);
        long millis = START;
        for (int i = 0; i < 200_000; i++) {
            samples.count(millis += 1);
        }
        assertThat(samples.rate()).as("of 1,000 a second").isBetween(0.00099, 0.00101);
        for (int i = 0; i < 400; i++) {
            samples.count(millis += 1_000);
        }
        assertThat(samples.rate()).as("of 1 a second").isEqualTo(0.5);
    }

    @Test
    void shouldSampleAtTheRateThatEverySampleNames() {
        Ticking clock = new Ticking();
        Engine engine = new Engine(EngineOptions.of("spam"), 0, 2, clock, event -> {});
        engine.apply(
                deployment(
                        spam("sampling: {policy: random, rate: 0.5, samples_per_hour: 7200}"),
                        1,
                        active(1, answering("ham"))));
        int sampled = 0;
        double probability = 0;
        for (int i = 0; i < 20_000; i++) {
            clock.millis += 10;
            byte[] json =
                    "{\"id\":\"r-%d\",\"input\":{\"text\":\"hi\"}}"
                            .formatted(i)
                            .getBytes(StandardCharsets.UTF_8);
            Executed executed = (Executed) engine.execute(RawRecord.whole(json, "test", i));
            if (executed.sampled() && i >= 10_000) {
                sampled++;
                probability =
                        Json.read(executed.execution(), Execution.class).samplingProbability();
            }
        }
        // One of two subtasks may take one sample a second, which is every hundredth execution.
        assertThat(probability).isBetween(0.0099, 0.0101);
        assertThat(sampled).isBetween(70, 130);
    }

    private static final class Ticking extends Clock {
        private long millis = START;

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
