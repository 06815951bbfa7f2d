package io.loopai.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {

    private final Locale before = Locale.getDefault();

    @BeforeEach
    void pretendToBeInGermany() {
        Locale.setDefault(Locale.GERMANY);
    }

    @AfterEach
    void goHome() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "999, 999", "1000, '1,000'", "1234567, '1,234,567'", "-1234, '-1,234'"})
    void shouldSeparateThousands(long count, String text) {
        assertThat(Formats.count(count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0/s", "0.54, 0.5/s", "9.96, 10/s", "1234.5678, '1,235/s'"})
    void shouldShowRates(double rate, String text) {
        assertThat(Formats.rate(rate)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0%", "0.125, 12.5%", "1, 100.0%"})
    void shouldShowSharesAsPercentages(double share, String text) {
        assertThat(Formats.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "1023, 1023 bytes",
        "1024, 1.0 KB",
        "1536, 1.5 KB",
        "10188, 9.9 KB",
        "10230, 10 KB",
        "1048575, 1.0 MB",
        "21474836480, 20 GB",
        "9223372036854775807, 8.0 EB"
    })
    void shouldShowBytesInTheUnitThatFits(long bytes, String text) {
        assertThat(Formats.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 µs",
        "PT0.00085S, 850 µs",
        "PT0.0009996S, 1 ms",
        "PT0.012S, 12 ms",
        "PT0.9996S, 1.0 s",
        "PT3.42S, 3.4 s",
        "PT59.96S, 1 min",
        "PT2M5S, 2 min 5 s",
        "PT59M59.6S, 1 h",
        "PT1H3M, 1 h 3 min",
        "PT23H59M40S, 1 d",
        "PT50H, 2 d 2 h",
        "PT-3.42S, -3.4 s"
    })
    void shouldShowDurationsInTheirLargestUnits(Duration duration, String text) {
        assertThat(Formats.duration(duration)).isEqualTo(text);
    }

    @Test
    void shouldCountColumnsNotCharacters() {
        assertThat(Columns.of("abc")).isEqualTo(3);
        assertThat(Columns.of("質問")).isEqualTo(4);
        assertThat(Columns.of("🚀")).isEqualTo(2);
        assertThat(Columns.of("e\u0301")).isEqualTo(1);
        assertThat(Columns.fit("質問です", 8)).isEqualTo("質問です");
        assertThat(Columns.fit("質問です", 6)).isEqualTo("質問…");
    }
}
