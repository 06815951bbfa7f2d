package io.loopai.benchmarks;

import io.loopai.store.ArtifactRepository;
import io.loopai.store.DataDir;
import io.loopai.task.Deployment;
import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The task, the program and the requests that all benchmarks share. */
final class Workload {

    static final TaskSpec TASK = task("tickets");

    /** One for each label and three without any keyword, so that every path is taken. */
    private static final List<String> SENTENCES =
            List.of(
                    "Your shop charged my card twice on Monday, please send one of them back",
                    "The courier rang at the wrong door and left with my box again this week",
                    "I forgot my password and the mail with the link has not arrived so far",
                    "What would be the price for thirty seats if we signed for three years?",
                    "Since this morning the app closes as soon as I open the second page in it",
                    "The lamp in the hall blinks blue, then red, and never connects to the hub",
                    "Graphs on the wall screen stay empty although the sensors are all green",
                    "Where can I see which of last year's payments belong to which invoice?");

    private Workload() {}

    /** The same task by another name. */
    static TaskSpec task(String id) {
        return TaskFile.parse(
                """
                id: %s
                input_schema:  {type: object, properties: {text: {type: string}}, required: [text]}
                output_schema: {type: string, enum: [billing, technical, account, shipping, sales]}
                sampling: {policy: random, rate: 0.05}
                """
                        .formatted(id),
                "tickets.yaml");
    }

    /** One request of about 130 bytes, as JSON. */
    static String request(int number) {
        return "{\"id\":\"bench-%08d\",\"input\":{\"text\":\"%s\"}}"
                .formatted(number, text(number));
    }

    /** The number of the request with this id. */
    static int number(String id) {
        return Integer.parseInt(id.substring(id.indexOf('-') + 1));
    }

    /** What the request's one field holds. */
    static String text(int number) {
        return "%s (case %06d)"
                .formatted(
                        SENTENCES.get(number % SENTENCES.size()),
                        // A number without a pattern: the same few lines would suit caches.
                        Math.floorMod(number * 0x9E3779B1L, 1_000_000L));
    }

    /** Writes that many requests, one a line. */
    static void write(Path file, int records) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < records; i++) {
                out.write(request(i));
                out.write('\n');
            }
        }
    }

    /** Puts the task and a program for it into a data directory. */
    static void deploy(Path dataDir, String source) {
        ArtifactRepository artifacts = new ArtifactRepository(DataDir.open(dataDir));
        artifacts.putTask(TASK);
        artifacts.add(TASK.id(), source, "ecj");
        artifacts.activate(TASK.id(), 1);
    }

    /** The same program with a source of one's own: what a swap brings. */
    static Deployment deployment(long revision, String source, String compiler) {
        return deployment(TASK, revision, source, compiler);
    }

    /** Of another task. */
    static Deployment deployment(TaskSpec task, long revision, String source, String compiler) {
        LiveVersion version =
                new LiveVersion(
                        (int) revision,
                        Stage.ACTIVE,
                        1,
                        LiveVersion.hashOf(source),
                        compiler,
                        source);
        return new Deployment(
                task.id(), revision, task, List.of(version), null, Instant.ofEpochSecond(revision));
    }

    /** No two are the same, neither in text nor in what they compile to. */
    static String programSource(int number) {
        return programSource()
                .replace("KeywordProgram", "KeywordProgram" + number)
                .replace("\"trial\"", "\"trial\", \"word" + number + "\"");
    }

    static String programSource() {
        try (InputStream in = Workload.class.getResourceAsStream("KeywordProgram.java")) {
            // Programs have no business in the packages of the runtime.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("package [a-z.]+;", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
