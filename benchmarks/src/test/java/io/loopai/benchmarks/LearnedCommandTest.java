package io.loopai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopai.generator.LabelledRow;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LearnedCommandTest {

    /** So short that the numbers mean nothing. */
    @Test
    void shouldPrintWhatItMeasures() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            int code =
                    new CommandLine(new LearnedCommand())
                            .execute(
                                    "--labels=3",
                                    "--rows=60",
                                    "--calls=200",
                                    "--rounds=1",
                                    "--json");
            assertThat(code).isZero();
        } finally {
            System.setOut(before);
        }
        JsonNode program = new ObjectMapper().readTree(out.toByteArray()).at("/programs/0");
        assertThat(program.get("labels").asInt()).isEqualTo(3);
        assertThat(program.get("source").asInt()).isBetween(1_000, 100_000);
        assertThat(program.get("p50").asDouble()).isPositive();
        assertThat(program.get("p99").asDouble())
                .isGreaterThanOrEqualTo(program.get("p50").asDouble());
    }

    @Test
    void shouldMakeTheSameTextsUpAgain() {
        assertThat(new MadeUpTexts(3, 1).rows(20, 80))
                .isEqualTo(new MadeUpTexts(3, 1).rows(20, 80))
                .isNotEqualTo(new MadeUpTexts(3, 2).rows(20, 80))
                .extracting(LabelledRow::input)
                .doesNotHaveDuplicates()
                .allMatch(input -> input.get("text").textValue().length() == 80);
    }
}
