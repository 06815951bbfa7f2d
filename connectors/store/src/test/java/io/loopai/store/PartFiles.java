package io.loopai.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A data set as a sink leaves it: numbered lines in files that a checkpoint has committed. */
final class PartFiles {

    /** A day that will not be over while these tests matter, and one that is. */
    static final String OPEN = "date=2999-12-31";

    static final String OVER = "date=2020-01-31";
    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    final Path dataset;
    private final List<String> lines = new ArrayList<>();
    private int files;

    PartFiles(Path dataset) {
        this.dataset = dataset;
    }

    Path day(String name) {
        return dataset.resolve(name);
    }

    /** Adds so many files of so many bytes: whole lines with a number that is never used again. */
    void add(String day, int count, int bytes) {
        for (int i = 0; i < count; i++) {
            add(day, bytes);
        }
    }

    Path add(String day, int bytes) {
        StringBuilder text = new StringBuilder();
        for (int left = bytes; left > 0; ) {
            String line = String.format("%09d", lines.size());
            // 10 bytes a line with its line break; the last one takes what is left.
            String padding = left < 20 ? "x".repeat(Math.max(0, left - 10)) : "";
            lines.add(line + padding);
            text.append(line).append(padding).append('\n');
            left -= 10 + padding.length();
        }
        return write(day, text.toString());
    }

    /** A file that was written at a moment of its own, later than those before it. */
    Path write(String day, String text) {
        try {
            Path folder = Files.createDirectories(day(day));
            Path hidden = folder.resolve(".part.inprogress");
            Files.writeString(hidden, text);
            Files.setLastModifiedTime(hidden, FileTime.from(NOON.plusSeconds(files)));
            return Files.move(
                    hidden, folder.resolve("part-" + UUID.randomUUID() + "-" + files++ + ".jsonl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All lines that were added. */
    List<String> lines() {
        return lines;
    }

    /** All lines that a reader of the project sees, in the order of their numbers. */
    List<String> read() {
        try (Stream<byte[]> read = JsonLines.lines(dataset)) {
            return read.map(line -> new String(line, StandardCharsets.UTF_8)).sorted().toList();
        }
    }

    /** What somebody sees who lists the folder and knows nothing of merges. */
    List<Path> visible(String day) {
        try (Stream<Path> entries = Files.list(day(day))) {
            return entries.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Long> sizes(String day) {
        return visible(day).stream().map(file -> file.toFile().length()).sorted().toList();
    }

    List<String> hidden(String day) {
        try (Stream<Path> entries = Files.list(day(day))) {
            return entries.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
