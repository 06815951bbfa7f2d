package io.loopai.store;

import io.loopai.store.MergeFiles.Manifest;
import io.loopai.store.MergeFiles.Part;
import io.loopai.store.MergeFiles.State;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Reads one folder of committed files while others write and merge there: its files are those that
 * hold every line once, and open even when they were merged away since.
 */
final class Partition {

    private static final int BUFFER = 64 * 1024;

    private final Path folder;

    /** Where merged files went, as far as it had to be looked up. */
    private Map<String, Moved> moved = Map.of();

    private record Moved(String to, boolean gzip, long offset, long bytes) {}

    Partition(Path folder) {
        this.folder = folder;
    }

    /** The committed files by name, each line in one of them; none where there is no folder. */
    List<Path> files() throws IOException {
        while (Files.isDirectory(folder)) {
            // A listing is no snapshot, but as good as one when meanwhile no merge was published
            // and no original deleted. Neither happens without a change of the state, except in the
            // middle of a merge; that one may be under way, or dead since yesterday.
            Optional<State> before = MergeFiles.readState(folder);
            Optional<Path> merging =
                    before.filter(state -> !state.done())
                            .map(state -> MergeFiles.merged(folder, state.id(), state.gzip()));
            List<Path> files = committed();
            boolean missed =
                    merging.isPresent()
                            && !files.contains(merging.get())
                            && Files.exists(merging.get());
            if (missed || !MergeFiles.readState(folder).equals(before)) {
                continue;
            }
            return merging.isPresent() && files.contains(merging.get())
                    ? without(originals(before.get().id()), files)
                    : files;
        }
        return List.of();
    }

    /** The lines of a file that {@link #files} gave, from where they are now. */
    InputStream open(Path file) throws IOException {
        return open(file.getFileName().toString());
    }

    private InputStream open(String name) throws IOException {
        while (true) {
            try {
                return plain(name, Files.newInputStream(folder.resolve(name)));
            } catch (NoSuchFileException gone) {
                Moved place = moved.get(name);
                if (place != null) {
                    return open(place);
                }
                Map<String, Moved> now = readMoved();
                if (now.equals(moved)) {
                    throw gone;
                }
                moved = now;
            }
        }
    }

    private InputStream open(Moved place) throws IOException {
        InputStream all =
                place.gzip()
                        // Nothing that is compressed is merged again.
                        ? Files.newInputStream(folder.resolve(place.to()))
                        : open(place.to());
        try {
            all.skipNBytes(place.offset());
            InputStream part = new Range(all, place.bytes());
            return place.gzip() ? new GZIPInputStream(part, BUFFER) : part;
        } catch (IOException e) {
            all.close();
            throw e;
        }
    }

    private static InputStream plain(String name, InputStream in) throws IOException {
        if (!name.endsWith(".gz")) {
            return in;
        }
        try {
            return new GZIPInputStream(in, BUFFER);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private Map<String, Moved> readMoved() throws IOException {
        Map<String, Moved> places = new HashMap<>();
        for (String id : MergeFiles.manifests(folder)) {
            try {
                Manifest manifest = MergeFiles.readManifest(folder, id);
                boolean gzip = manifest.gzip();
                String to = MergeFiles.merged(folder, id, gzip).getFileName().toString();
                for (Part part : manifest.parts()) {
                    places.put(part.name(), new Moved(to, gzip, part.offset(), part.bytes()));
                }
            } catch (NoSuchFileException e) {
                // Expired or undone meanwhile.
            }
        }
        return places;
    }

    private List<Path> committed() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Partition::isCommitted).sorted().toList();
        }
    }

    private static boolean isCommitted(Path file) {
        String name = file.getFileName().toString();
        boolean hidden = name.startsWith(".") || name.startsWith("_");
        return !hidden && (name.endsWith(".jsonl") || name.endsWith(".jsonl.gz"));
    }

    private Set<Path> originals(String id) throws IOException {
        Set<Path> originals = new HashSet<>();
        for (Part part : MergeFiles.readManifest(folder, id).parts()) {
            originals.add(folder.resolve(part.name()));
        }
        return originals;
    }

    private static List<Path> without(Set<Path> excluded, List<Path> files) {
        return files.stream().filter(file -> !excluded.contains(file)).toList();
    }

    /** The next bytes of a stream, and no more. */
    private static final class Range extends FilterInputStream {

        private long left;

        Range(InputStream in, long bytes) {
            super(in);
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = super.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }
    }
}
