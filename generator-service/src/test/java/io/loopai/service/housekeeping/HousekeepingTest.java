package io.loopai.service.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loopai.store.Compaction;
import io.loopai.store.DataDir;
import io.loopai.store.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest {

    private static final String LINE =
            """
            {"id":"%d","task":"spam","version":1,"input":{"text":"hi"},"status":"%s",\
            "program_status":"success","output":"ham","latency_us":%d,"sampled":%s,\
            "sampling_probability":0.05,"revision":1,"executed_at":"2026-01-30T12:00:00Z"}
            """;

    @TempDir private Path folder;
    private DataDir data;

    @BeforeEach
    void open() {
        data = DataDir.open(folder);
    }

    private void tidy(String now, Housekeeping.Limits limits) {
        Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
        Compaction.Settings merging = Compaction.Settings.DEFAULT.withGrace(Duration.ZERO);
        new Housekeeping(data, limits, clock, merging).tidy();
    }

    private static Path put(Path dataset, String date, String name, String lines)
            throws IOException {
        Path day = Files.createDirectories(dataset.resolve("date=" + date));
        return Files.writeString(day.resolve(name), lines);
    }

    private static String part(int number) {
        return "part-%s-%d.jsonl".formatted(UUID.randomUUID(), number);
    }

    private String stats(String date) throws IOException {
        return Files.readString(data.analytics("spam").resolve("daily-stats-" + date + ".json"));
    }

    @Test
    void shouldWriteTheStatisticsOfDaysThatAreOver() throws IOException {
        Path executions = data.executions("spam");
        String lines =
                LINE.formatted(1, "success", 2_000, true)
                        + LINE.formatted(2, "fallback", 2_000, false)
                        + LINE.formatted(3, "error", 4_000, false)
                        + LINE.formatted(4, "timeout", 8_000, false);
        put(executions, "2026-01-30", "a.jsonl", lines);
        put(executions, "2026-01-31", "a.jsonl", lines);

        tidy("2026-01-31T00:00:00Z", Housekeeping.Limits.DEFAULT);

        assertThat(stats("2026-01-30"))
                .startsWith(
                        "{\"date\":\"2026-01-30\",\"total_executions\":4,"
                                + "\"successful_executions\":2,\"failed_executions\":2,"
                                + "\"success_rate\":0.5,\"sampled_count\":1,"
                                + "\"sampling_rate\":0.25,\"avg_latency_ms\":4.0,"
                                + "\"p50_latency_ms\":2.")
                .contains("\"p99_latency_ms\":8.");
        assertThat(data.analytics("spam").toFile().list()).hasSize(1);

        put(executions, "2026-01-30", "late.jsonl", LINE.formatted(5, "success", 1, false));
        Files.setLastModifiedTime(
                executions.resolve("date=2026-01-30"),
                java.nio.file.attribute.FileTime.from(Instant.parse("2026-01-31T00:00:05Z")));
        tidy("2026-01-31T01:00:00Z", Housekeeping.Limits.DEFAULT);
        assertThat(stats("2026-01-30")).contains("\"total_executions\":5,");
    }

    @Test
    void shouldDeleteWhatIsTooOldAndKeepItsStatistics() throws IOException {
        String line = LINE.formatted(1, "success", 2_000, true);
        put(data.executions("spam"), "2026-01-23", "a.jsonl", line);
        put(data.executions("spam"), "2026-01-24", "a.jsonl", line);
        put(data.samples("spam"), "2026-01-23", "a.jsonl", line);
        put(data.validations("spam"), "2026-01-01", "a.jsonl", "{}");
        put(data.validations("spam"), "2025-12-31", "a.jsonl", "{}");

        tidy("2026-01-31T12:00:00Z", Housekeeping.Limits.DEFAULT);

        assertThat(JsonLines.days(data.executions("spam")))
                .containsExactly(data.executions("spam").resolve("date=2026-01-24"));
        assertThat(data.executions("spam").toFile().list()).hasSize(1);
        assertThat(JsonLines.days(data.samples("spam"))).isEmpty();
        assertThat(JsonLines.days(data.validations("spam")))
                .containsExactly(data.validations("spam").resolve("date=2026-01-01"));
        assertThat(stats("2026-01-23")).contains("\"total_executions\":1,");
    }

    @Test
    void shouldDeleteOldDeadLettersAndEventsAndCountThem() throws IOException {
        for (Path dataset : new Path[] {data.deadLetters(), data.events()}) {
            put(dataset, "2026-01-01", "a.jsonl", "{}");
            put(dataset, "2025-12-31", "a.jsonl", "{}");
        }

        tidy("2026-01-31T12:00:00Z", Housekeeping.Limits.DEFAULT);

        for (Path dataset : new Path[] {data.deadLetters(), data.events()}) {
            assertThat(JsonLines.days(dataset)).containsExactly(dataset.resolve("date=2026-01-01"));
        }
        tidy("2026-01-31T12:00:00Z", new Housekeeping.Limits(7, 30, 1, 365, 10));
        assertThat(JsonLines.days(data.deadLetters())).isEmpty();
        assertThat(JsonLines.days(data.events())).isEmpty();
    }

    @Test
    void shouldKeepADayThatItCannotSumUp() throws IOException {
        Path broken = put(data.executions("spam"), "2026-01-01", "a.jsonl", "no execution\n");

        tidy("2026-01-31T12:00:00Z", Housekeeping.Limits.DEFAULT);

        assertThat(broken).exists();
        assertThat(data.analytics("spam")).doesNotExist();
    }

    @Test
    void shouldMakeRoomByDeletingTheOldestDaysButNeitherTodayNorYesterday() throws IOException {
        String line = LINE.formatted(1, "success", 2_000, true);
        for (String day : new String[] {"28", "29", "30", "31"}) {
            put(data.results("spam"), "2026-01-" + day, "a.jsonl", line);
        }
        long three = 3L * line.length();

        tidy("2026-01-31T12:00:00Z", new Housekeeping.Limits(7, 30, three, 365, 10));
        assertThat(JsonLines.days(data.results("spam"))).hasSize(3);

        tidy("2026-01-31T12:00:00Z", new Housekeeping.Limits(7, 30, 1, 365, 10));
        assertThat(JsonLines.days(data.results("spam")))
                .containsExactly(
                        data.results("spam").resolve("date=2026-01-30"),
                        data.results("spam").resolve("date=2026-01-31"));
    }

    @Test
    void shouldMergeTodayAndYesterdayAndCompressWhatIsOlder() throws IOException {
        String line = LINE.formatted(1, "success", 2_000, true);
        for (String day : new String[] {"28", "29", "30"}) {
            for (int i = 0; i < 9; i++) {
                put(data.executions("spam"), "2026-01-" + day, part(i), line);
                put(data.deadLetters(), "2026-01-" + day, part(i), "{}\n");
            }
        }

        tidy("2026-01-30T12:00:00Z", Housekeeping.Limits.DEFAULT);

        for (Path dataset : new Path[] {data.executions("spam"), data.deadLetters()}) {
            assertThat(JsonLines.files(dataset)).hasSize(3);
            assertThat(JsonLines.files(dataset).get(0).toString()).endsWith(".jsonl.gz");
            assertThat(JsonLines.files(dataset).get(1).toString()).endsWith(".jsonl");
            assertThat(JsonLines.count(dataset)).isEqualTo(27);
        }
    }

    @Test
    void shouldLeaveAloneWhatIsNoDay() throws IOException {
        Path other = put(data.executions("spam"), "yesterday", "a.jsonl", "x");
        tidy("2026-01-31T12:00:00Z", new Housekeeping.Limits(1, 1, 1, 365, 1));
        assertThat(other).exists();
    }

    @Test
    void shouldRefuseToKeepNothing() {
        assertThatThrownBy(() -> new Housekeeping.Limits(0, 30, 1, 365, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "at least one day, one byte and one version are kept, not 0 days, 30 days, 1 bytes, 365 days, 10 versions");
    }
}
