package io.loopai.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes files so that a crash at any moment leaves the old or the new one: under a temporary
 * hidden name in the same folder, forced to disk, renamed. What a crash leaves behind under a
 * temporary name is for {@link #clean} to remove.
 */
final class AtomicFiles {

    /** Lets tests stop the world before each step that the disk would see. */
    interface Faults {
        Faults NONE = (step, path) -> {};

        void before(String step, Path path) throws IOException;
    }

    /** Writes what belongs into a file. */
    interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    private final Faults faults;

    AtomicFiles(Faults faults) {
        this.faults = faults;
    }

    /** Creates or replaces a file. */
    void write(Path target, byte[] content) {
        try {
            replace(target, content);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    /** Creates a folder with these files in it. */
    void createFolder(Path target, Map<String, byte[]> files) {
        try {
            Path temporary = temporary(target);
            faults.before("create", temporary);
            Files.createDirectory(temporary);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                writeThrough(temporary.resolve(file.getKey()), file.getValue());
            }
            force(temporary);
            rename(temporary, target);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    /**
     * Creates or replaces a link to a name in the same folder; where there are no links, a file
     * that holds the name.
     */
    void link(Path link, String name) {
        try {
            Path temporary = temporary(link);
            try {
                faults.before("link", temporary);
                Files.createSymbolicLink(temporary, Path.of(name));
            } catch (UnsupportedOperationException | FileSystemException e) {
                writeThrough(temporary, (name + "\n").getBytes(StandardCharsets.UTF_8));
            }
            rename(temporary, link);
        } catch (IOException e) {
            throw unwritable(link, e);
        }
    }

    void delete(Path file) {
        try {
            remove(file);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Deletes a folder with all that is in it: it has lost its name before the first file goes. */
    void deleteFolder(Path folder) {
        try {
            rename(folder, temporary(folder));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
        clean(folder.getParent());
    }

    /** Removes what a crash left under temporary names in a folder. */
    static void clean(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> leftovers = entries.filter(AtomicFiles::isTemporary).toList();
            for (Path leftover : leftovers) {
                try (Stream<Path> tree = Files.walk(leftover)) {
                    for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** {@link #write} for those who say themselves what could not be done. */
    void replace(Path target, byte[] content) throws IOException {
        Path temporary = temporary(target);
        writeThrough(temporary, content);
        rename(temporary, target);
    }

    /** Writes a file, which may be there in part after a crash: its name must be a temporary one. */
    void writeThrough(Path file, Content content) throws IOException {
        faults.before("write", file);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            content.writeTo(channel);
            faults.before("force", file);
            channel.force(true);
        }
    }

    void rename(Path from, Path to) throws IOException {
        faults.before("rename", from);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        force(to.getParent());
    }

    void remove(Path file) throws IOException {
        faults.before("delete", file);
        Files.deleteIfExists(file);
    }

    /** Without this, the name of a new file could be lost although its content is on the disk. */
    void force(Path folder) throws IOException {
        faults.before("force", folder);
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void writeThrough(Path file, byte[] content) throws IOException {
        writeThrough(
                file,
                channel -> {
                    ByteBuffer bytes = ByteBuffer.wrap(content);
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                });
    }

    /** Where the next content of a file is written before it gets the file's name. */
    static Path temporary(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".tmp");
    }

    private static boolean isTemporary(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".") && name.endsWith(".tmp");
    }

    private static ArtifactException unwritable(Path path, IOException e) {
        return new ArtifactException(
                path
                        + ": cannot be written: "
                        + DataDir.reason(e)
                        + "; check its owner, its permissions and the free space",
                e);
    }
}
