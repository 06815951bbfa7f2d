package io.loopai.jobs;

import io.loopai.sandbox.ProgramRun;
import io.loopai.store.ArtifactRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The hostile and benign programs that the sandbox is tested with, and what becomes of them. */
final class Corpus {

    /** Tests run in their module's folder. */
    private static final Path FOLDER =
            Path.of("../udf-runtime/src/test/resources/io/loopai/sandbox/programs");

    private Corpus() {}

    /**
     * One program.
     *
     * @param status how a run ends; null when the sandbox refuses the program
     * @param outcome the answer, or why there is none
     */
    record Entry(String source, String task, ProgramRun.Status status, String outcome) {

        private static Entry of(String line) {
            String[] parts = line.split(" \\| ", 3);
            return new Entry(
                    read(parts[0] + ".java"),
                    parts[0].replace('/', '-'),
                    Stream.of(ProgramRun.Status.values())
                            .filter(status -> status.name().equals(parts[1]))
                            .findFirst()
                            .orElse(null),
                    parts[2]);
        }

        /** Some hostile ones do: what they try is harmless here. */
        boolean answers() {
            return status == ProgramRun.Status.ANSWERED;
        }

        boolean isRefused() {
            return status == null;
        }
    }

    /** All of them but those that are too long to be deployed at all. */
    static List<Entry> read() {
        return read("index.txt")
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(Entry::of)
                .filter(entry -> entry.source.length() <= ArtifactRepository.MAX_SOURCE_BYTES)
                .toList();
    }

    private static String read(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
