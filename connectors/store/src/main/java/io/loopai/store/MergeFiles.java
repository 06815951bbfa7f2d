package io.loopai.store;

import io.loopai.task.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that a {@link Merge} leaves beside the data of a folder.
 *
 * <pre>
 * .merge.json       which merge was the last, and whether it is done: see {@link State}
 * .merge-ID.json    what went where: see {@link Manifest}; kept for a day
 * .merge-ID.tmp     the merged lines before they are published
 * part-ID.jsonl     the merged lines; part-ID.jsonl.gz when they were compressed as well
 * </pre>
 *
 * <p>No hidden name ends in {@code .jsonl}: there are readers whose {@code *} matches a leading dot.
 */
final class MergeFiles {

    private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern MANIFEST = Pattern.compile("\\.merge-(" + ID + ")\\.json");
    private static final Pattern UNPUBLISHED = Pattern.compile("\\.merge-(" + ID + ")\\.tmp");
    private static final Pattern WRITTEN_ONCE = Pattern.compile("part-" + ID + "(-\\d+)?\\.jsonl");

    /**
     * The last merge of a folder. From before its lines are published until its originals are
     * deleted it is not done; between two equal states that are done, no file was merged away.
     */
    record State(String id, boolean gzip, boolean done) {}

    /**
     * Where the originals of a merge are in the file that it made.
     *
     * @param gzip whether each of them is a gzip member of its own there (RFC 1952, section 2.2)
     */
    record Manifest(boolean gzip, List<Part> parts) {}

    /**
     * One original.
     *
     * @param offset of its first byte in the merged file, as it is on the disk
     */
    record Part(String name, long offset, long bytes) {}

    private MergeFiles() {}

    static Path state(Path folder) {
        return folder.resolve(".merge.json");
    }

    static Path manifest(Path folder, String id) {
        return folder.resolve(".merge-" + id + ".json");
    }

    static Path unpublished(Path folder, String id) {
        return folder.resolve(".merge-" + id + ".tmp");
    }

    static Path merged(Path folder, String id, boolean gzip) {
        return folder.resolve("part-" + id + (gzip ? ".jsonl.gz" : ".jsonl"));
    }

    /**
     * Whether a file was written by a sink or a merge: it has its last content from the start. What
     * is compressed stays as it is.
     */
    static boolean isWrittenOnce(Path file) {
        return WRITTEN_ONCE.matcher(file.getFileName().toString()).matches();
    }

    /** Empty before the first merge. */
    static Optional<State> readState(Path folder) throws IOException {
        try {
            return Optional.of(Json.read(Files.readAllBytes(state(folder)), State.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static Manifest readManifest(Path folder, String id) throws IOException {
        return Json.read(Files.readAllBytes(manifest(folder, id)), Manifest.class);
    }

    /** The merges that still have a manifest. */
    static List<String> manifests(Path folder) throws IOException {
        return ids(folder, MANIFEST);
    }

    /** The merges that were interrupted before they published anything. */
    static List<String> unpublished(Path folder) throws IOException {
        return ids(folder, UNPUBLISHED);
    }

    private static List<String> ids(Path folder, Pattern name) throws IOException {
        List<String> ids = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher matcher = name.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    ids.add(matcher.group(1));
                }
            }
        }
        return ids;
    }
}
