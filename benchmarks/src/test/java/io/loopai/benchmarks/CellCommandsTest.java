package io.loopai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On made-up data sets, so small that the numbers mean nothing. */
class CellCommandsTest {

    private static final String[][] WORDS = {
        {"apple", "pear", "plum", "cherry", "mango", "grape"},
        {"hammer", "saw", "drill", "wrench", "pliers", "chisel"},
    };
    private static final String[] FILLERS = {"the", "a", "one", "old", "new", "small", "big"};

    @TempDir Path folder;
    private Path out;

    @BeforeEach
    void writeDataSets() throws IOException {
        out = folder.resolve("cells.jsonl");
        write("tools", 300, 200);
        write("original_tools", 4, 20);
    }

    @Test
    void shouldMeasureEveryColumnOnce() throws Exception {
        JsonNode sets = run("accuracy", "--seeds=2", "--orders=1");
        JsonNode measured = sets.at("/tools/measured");
        for (String column : List.of("2", "5", "20", "all")) {
            assertThat(measured.at("/" + column + "/accuracy").asDouble()).isBetween(0.5, 1.0);
        }
        assertThat(measured.at("/5/seeds").asInt()).isEqualTo(2);
        assertThat(measured.at("/loop/accuracy_test").asDouble()).isBetween(0.5, 1.0);
        assertThat(measured.at("/share/oracle_share_last_quarter").asDouble()).isPositive();
        assertThat(sets.at("/original_tools/original/2/unseen_accuracy").asDouble())
                .isBetween(0.3, 1.0);

        String before = Files.readString(out);
        assertThat(run("accuracy", "--seeds=2", "--orders=1")).isEqualTo(sets);
        assertThat(out).hasContent(before);
    }

    @Test
    void shouldRunInParts() throws Exception {
        run("accuracy", "--columns=few", "--seeds=1", "--sets=tools");
        JsonNode sets = run("accuracy", "--columns=original");
        assertThat(sets.at("/tools/measured/20/accuracy").asDouble()).isBetween(0.5, 1.0);
        assertThat(sets.at("/tools/measured/all")).isEmpty();
        assertThat(sets.at("/original_tools/original/5/accuracy").asDouble()).isPositive();
    }

    @Test
    void shouldJudgeClaims() throws Exception {
        JsonNode sets = run("intervals", "--splits=3", "--labels=60,100");
        JsonNode of60 = sets.at("/tools/60");
        assertThat(of60.at("/cells").asInt()).isEqualTo(3);
        assertThat(of60.at("/claims").asInt()).isEqualTo(3);
        assertThat(of60.at("/predictive/width").asDouble())
                .isGreaterThan(of60.at("/claimed/width").asDouble());
        assertThat(sets.at("/all/all/cells").asInt()).isEqualTo(6);
    }

    @Test
    void shouldComparePoliciesOnTheSameOrders() throws Exception {
        JsonNode sets = run("sampling", "--orders=2", "--rows=250");
        assertThat(sets.fieldNames()).toIterable().containsExactly("tools");
        JsonNode row = sets.get("tools");
        assertThat(row.get("orders").asInt()).isEqualTo(2);
        assertThat(row.at("/one/asked").asDouble()).isPositive();
        assertThat(row.at("/accuracy/mean").isNumber()).isTrue();
        assertThat(row.get("verdict").asText()).isIn("better", "same", "worse");
    }

    @Test
    void shouldNameTheSetsThereAre() {
        StringWriter err = new StringWriter();
        int code =
                commands()
                        .setErr(new PrintWriter(err))
                        .execute("accuracy", "--data=" + folder, "--sets=tolls");
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "no data set 'tolls' in " + folder + "; there are [original_tools, tools]");
    }

    private JsonNode run(String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--json", "--data=" + folder, "--out=" + out));
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(commands().execute(all.toArray(new String[0]))).isZero();
        } finally {
            System.setOut(before);
        }
        return Json.MAPPER.readTree(printed.toByteArray()).get("sets");
    }

    private static CommandLine commands() {
        return Main.commands();
    }

    private void write(String name, int train, int test) throws IOException {
        Path set = Files.createDirectory(folder.resolve(name));
        Random random = new Random(1);
        Files.writeString(set.resolve("train.jsonl"), rows(train, random));
        Files.writeString(set.resolve("test.jsonl"), rows(test, random));
    }

    /** Both labels in turns; every fifth text has the words of the other. */
    private static String rows(int count, Random random) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int label = i % 2;
            int words = random.nextInt(5) == 0 ? 1 - label : label;
            rows.append(
                    String.format(
                            "{\"id\":\"%d\",\"input\":{\"text\":\"%s %s %s %d\"},\"output\":\"%s\"}%n",
                            i,
                            any(FILLERS, random),
                            any(WORDS[words], random),
                            any(FILLERS, random),
                            random.nextInt(10_000),
                            label == 0 ? "fruit" : "tool"));
        }
        return rows.toString();
    }

    private static String any(String[] words, Random random) {
        return words[random.nextInt(words.length)];
    }
}
