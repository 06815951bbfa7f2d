package io.loopai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DecimalTextsTest {

    private final DecimalTexts texts = new DecimalTexts();

    /** Far more numbers than are remembered, so that they replace each other. */
    @Property(tries = 100)
    void shouldWriteWhatReadsAsTheSameNumber(@ForAll List<Double> values) {
        for (double value : values) {
            assertThat(Double.parseDouble(texts.of(value))).isEqualTo(value);
            assertThat(Double.parseDouble(texts.of(value))).isEqualTo(value);
        }
    }

    @Test
    void shouldWriteShortDecimals() {
        assertThat(texts.of(0.9)).isEqualTo("0.9");
        assertThat(texts.of(1)).isEqualTo("1.0");
        assertThat(texts.of(0.05)).isEqualTo("0.05");
        assertThat(texts.of(2.0E-5)).isEqualTo("2.0E-5");
    }
}
