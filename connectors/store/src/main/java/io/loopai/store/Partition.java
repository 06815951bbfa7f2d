package io.loopai.store;

import io.loopai.store.MergeFiles.Part;
import io.loopai.store.MergeFiles.State;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
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

/**
 * Reads one folder of committed files while others write and merge there: its files are those that
 * hold every line once, and open even when they were merged away since.
 */
final class Partition {

    private final Path folder;

    /** Where merged files went, as far as it had to be looked up. */
    private Map<String, Moved> moved = Map.of();

    private record Moved(String to, long offset, long bytes) {}

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
                            .map(state -> MergeFiles.merged(folder, state.id()));
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

    /** The bytes of a file that {@link #files} gave, from where they are now. */
    InputStream open(Path file) throws IOException {
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            return openMoved(file.getFileName().toString(), e);
        }
    }

    private InputStream openMoved(String name, NoSuchFileException gone) throws IOException {
        while (true) {
            Moved place = moved.get(name);
            while (place != null) {
                Path to = folder.resolve(place.to());
                try {
                    SeekableByteChannel channel = Files.newByteChannel(to);
                    channel.position(place.offset());
                    return new Range(Channels.newInputStream(channel), place.bytes());
                } catch (NoSuchFileException e) {
                    place = onward(place); // merged again
                }
            }
            Map<String, Moved> now = readMoved();
            if (now.equals(moved)) {
                throw gone;
            }
            moved = now;
        }
    }

    private Moved onward(Moved place) {
        Moved next = moved.get(place.to());
        return next == null
                ? null
                : new Moved(next.to(), next.offset() + place.offset(), place.bytes());
    }

    private Map<String, Moved> readMoved() throws IOException {
        Map<String, Moved> places = new HashMap<>();
        for (String id : MergeFiles.manifests(folder)) {
            String to = MergeFiles.merged(folder, id).getFileName().toString();
            try {
                for (Part part : MergeFiles.readManifest(folder, id).parts()) {
                    places.put(part.name(), new Moved(to, part.offset(), part.bytes()));
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
