package io.loopai.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Repeats requests, each time under ids of their own, into files that appear one after another in a
 * folder that a job follows.
 */
final class Replay {

    /** Small enough that a job with several subtasks always has a file for each. */
    private static final int PER_FILE = 2_000;

    private final List<String> requests;
    private final Path inbox;
    private final long total;
    private long written;

    Replay(List<String> requests, Path inbox, long total) {
        this.requests = requests;
        this.inbox = inbox;
        this.total = total;
    }

    long written() {
        return written;
    }

    boolean isDone() {
        return written == total;
    }

    /** Writes the next file; it appears complete, under its final name. */
    void writeNext() throws IOException {
        long end = Math.min(total, written + PER_FILE);
        Path hidden = inbox.resolve(".next");
        try (BufferedWriter out = Files.newBufferedWriter(hidden)) {
            for (; written < end; written++) {
                String request = requests.get((int) (written % requests.size()));
                out.write(renamed(request, written / requests.size()));
                out.write('\n');
            }
        }
        Files.move(hidden, inbox.resolve("requests-%07d.jsonl".formatted(end)));
    }

    /** {@code {"id":"ticket-001",…} → {"id":"ticket-001/7",…}}: the id is the first field. */
    private static String renamed(String request, long round) {
        int end = request.indexOf("\",");
        return request.substring(0, end) + "/" + round + request.substring(end);
    }
}
