package io.loopai.cli;

import io.loopai.task.Json;
import io.loopai.task.TaskFile;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The example task that ships with Loopai: which team gets a support ticket. */
final class Example {

    private static final String FOLDER = "/io/loopai/examples/support-tickets/";

    private Example() {}

    static TaskSpec task() {
        return TaskFile.parse(text("task.yaml"), "support-tickets/task.yaml");
    }

    /** The source of the hand-written version 1 or 2. */
    static String program(int version) {
        return text("v" + version + "/TicketProgram.java");
    }

    /** Requests with their known labels, as lines of JSON. */
    static List<String> requests() {
        return text("tickets.jsonl").lines().toList();
    }

    /** What the tickets of an endless stream are made of. */
    static DemoTickets.Phrases phrases() {
        try {
            return Json.YAML.readValue(text("stream.yaml"), DemoTickets.Phrases.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name) {
        try (InputStream in = Example.class.getResourceAsStream(FOLDER + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
