package io.loopai.store;

import io.loopai.store.MergeFiles.Manifest;
import io.loopai.store.MergeFiles.Part;
import io.loopai.store.MergeFiles.State;
import io.loopai.task.Json;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * Turns files of one folder into one, so that {@link Partition} gives every line once at any moment,
 * also after a crash at any moment. The caller holds the lock.
 *
 * <ol>
 *   <li>the lines are written under a hidden name, then a manifest with the names of the originals,
 *   <li>the state says that this merge is under way: from here on readers look at its manifest,
 *   <li>the merged file gets its name: it counts now, the originals no more,
 *   <li>the originals are deleted, and the state says that the merge is done.
 * </ol>
 *
 * <p>Compressed, each original becomes a gzip member of its own, so that it can be read from the
 * middle of the file.
 *
 * <p>Each step is on the disk before the next begins. What is interrupted before the third step is
 * undone by {@link #recover}, afterwards it is finished.
 */
final class Merge {

    /** How long a reader that listed the folder may take to open a file that was merged since. */
    static final Duration MANIFESTS_KEPT = Duration.ofDays(1);

    private static final int BUFFER = 64 * 1024;

    private final Path folder;
    private final AtomicFiles disk;

    Merge(Path folder, AtomicFiles disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /**
     * Merges the files in the given order, and returns the one that they became.
     *
     * @param gzip whether they are compressed as well
     */
    Path merge(List<Path> originals, boolean gzip) throws IOException {
        String id = UUID.randomUUID().toString();
        Path unpublished = MergeFiles.unpublished(folder, id);
        List<Part> parts = new ArrayList<>();
        disk.writeThrough(unpublished, channel -> concatenate(originals, gzip, channel, parts));
        // Its lines are as old as they were, so that later merges keep their order too.
        Files.setLastModifiedTime(unpublished, newest(originals));
        disk.replace(MergeFiles.manifest(folder, id), Json.bytes(new Manifest(gzip, parts)));
        say(new State(id, gzip, false));
        Path merged = MergeFiles.merged(folder, id, gzip);
        disk.rename(unpublished, merged);
        deleteOriginals(id, gzip, parts);
        return merged;
    }

    /** Finishes or undoes what was interrupted, and removes manifests that nobody needs any more. */
    void recover(Instant now) throws IOException {
        Optional<State> last = MergeFiles.readState(folder);
        if (last.isPresent() && !last.get().done()) {
            String id = last.get().id();
            boolean gzip = last.get().gzip();
            if (Files.exists(MergeFiles.merged(folder, id, gzip))) {
                deleteOriginals(id, gzip, MergeFiles.readManifest(folder, id).parts());
            } else {
                say(new State(id, gzip, true));
            }
        }
        for (String id : MergeFiles.unpublished(folder)) {
            // The manifest first: without the other file nobody would know that it means nothing.
            disk.remove(MergeFiles.manifest(folder, id));
            disk.remove(AtomicFiles.temporary(MergeFiles.manifest(folder, id)));
            disk.remove(MergeFiles.unpublished(folder, id));
        }
        disk.remove(AtomicFiles.temporary(MergeFiles.state(folder)));
        FileTime expired = FileTime.from(now.minus(MANIFESTS_KEPT));
        for (String id : MergeFiles.manifests(folder)) {
            Path manifest = MergeFiles.manifest(folder, id);
            if (Files.getLastModifiedTime(manifest).compareTo(expired) < 0) {
                disk.remove(manifest);
            }
        }
    }

    private void deleteOriginals(String id, boolean gzip, List<Part> parts) throws IOException {
        for (Part part : parts) {
            disk.remove(folder.resolve(part.name()));
        }
        disk.force(folder);
        say(new State(id, gzip, true));
    }

    private void say(State state) throws IOException {
        disk.replace(MergeFiles.state(folder), Json.bytes(state));
    }

    private static void concatenate(
            List<Path> originals, boolean gzip, FileChannel out, List<Part> parts)
            throws IOException {
        for (Path original : originals) {
            long start = out.position();
            try (FileChannel in = FileChannel.open(original, StandardOpenOption.READ)) {
                if (gzip) {
                    GZIPOutputStream member =
                            new GZIPOutputStream(Channels.newOutputStream(out), BUFFER);
                    copy(in, Channels.newChannel(member), original);
                    member.finish();
                } else {
                    copy(in, out, original);
                }
            }
            parts.add(new Part(original.getFileName().toString(), start, out.position() - start));
        }
    }

    private static void copy(FileChannel in, WritableByteChannel out, Path original)
            throws IOException {
        long bytes = in.size();
        long copied = 0;
        while (copied < bytes) {
            long more = in.transferTo(copied, bytes - copied, out);
            if (more == 0) {
                throw new EOFException(original + " became shorter while it was merged");
            }
            copied += more;
        }
        if (bytes > 0 && lastByte(in) != '\n') {
            out.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
    }

    private static byte lastByte(FileChannel in) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        in.read(last, in.size() - 1);
        return last.get(0);
    }

    private static FileTime newest(List<Path> files) throws IOException {
        FileTime newest = Files.getLastModifiedTime(files.get(0));
        for (Path file : files) {
            FileTime time = Files.getLastModifiedTime(file);
            newest = time.compareTo(newest) > 0 ? time : newest;
        }
        return newest;
    }
}
