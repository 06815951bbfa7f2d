package io.loopai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loopai.generator.LabelledRow;
import io.loopai.task.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LearnedCommandTest {

    /** So short that the numbers mean nothing. */
    private static JsonNode program(String... from) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            List<String> options = new ArrayList<>(List.of(from));
            options.addAll(List.of("--rows=60", "--calls=200", "--rounds=1", "--json"));
            int code =
                    new CommandLine(new LearnedCommand()).execute(options.toArray(new String[0]));
            assertThat(code).isZero();
        } finally {
            System.setOut(before);
        }
        JsonNode programs = new ObjectMapper().readTree(out.toByteArray()).get("programs");
        assertThat(programs).hasSize(1);
        return programs.get(0);
    }

    @Test
    void shouldPrintWhatItMeasures() throws Exception {
        JsonNode program = program("--labels=3");

        assertThat(program.get("labels").asInt()).isEqualTo(3);
        assertThat(program.get("source").asInt()).isBetween(1_000, 100_000);
        assertThat(program.get("p50").asDouble()).isPositive();
        assertThat(program.get("p99").asDouble())
                .isGreaterThanOrEqualTo(program.get("p50").asDouble());
    }

    @Test
    void shouldCutTheTestTextsOfDataSets(@TempDir Path data) throws Exception {
        write(data.resolve("long/train.jsonl"), 60, 30);
        write(data.resolve("long/test.jsonl"), 300, 120);
        write(data.resolve("short/train.jsonl"), 60, 30);
        write(data.resolve("short/test.jsonl"), 300, 79);

        JsonNode program = program("--data=" + data);

        assertThat(program.get("name").asText()).isEqualTo("long");
        assertThat(program.get("labels").asInt()).isEqualTo(3);
        assertThat(program.get("texts").asInt()).isBetween(100, 300);
        assertThat(program.get("p50").asDouble()).isPositive();
    }

    private static void write(Path file, int rows, int length) throws IOException {
        Files.createDirectories(file.getParent());
        List<String> lines = new ArrayList<>();
        for (LabelledRow row : new MadeUpTexts(3, rows).rows(rows, length)) {
            lines.add(new String(Json.bytes(row), StandardCharsets.UTF_8));
        }
        Files.write(file, lines);
    }

    @Test
    void shouldNameTheDataSetsThatThereAre(@TempDir Path data) throws Exception {
        write(data.resolve("one/train.jsonl"), 6, 30);
        StringWriter problem = new StringWriter();
        CommandLine command = new CommandLine(new LearnedCommand());
        command.setErr(new PrintWriter(problem));

        assertThat(command.execute("--data=" + data, "--sets=two")).isEqualTo(2);

        assertThat(problem.toString())
                .startsWith("no data set 'two' in " + data + "; there are [one]");
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
