package io.loopai.cli;

import io.loopai.store.DataDir;
import io.loopai.task.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What a run leaves behind while it is under way: its checkpoints, in a folder that the same command
 * finds again. A run that was killed goes on from the newest complete one.
 */
final class RunState implements AutoCloseable {

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;

    private RunState(Path folder, FileChannel lockFile, FileLock lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Takes the state of the run that this command describes.
     *
     * @param description what makes two commands the same run, such as task and inputs
     * @throws CommandFailedException when the same run is under way in another process
     */
    static RunState take(DataDir data, String task, List<String> description) {
        String key = DigestUtils.sha256Hex(String.join("\n", description)).substring(0, 12);
        Path folder = data.runs().resolve(task + "-" + key);
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new CommandFailedException(
                        "the same run is already under way in another process; wait for it, or"
                                + " stop it with Ctrl-C (its state is in "
                                + folder
                                + ")");
            }
            return new RunState(folder, channel, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    /**
     * A job on a Flink cluster.
     *
     * @param cluster its address
     * @param job the job's id, in hexadecimal digits
     * @param kafka the brokers that it works with; null when an earlier version has started it
     */
    record ClusterJob(String cluster, String job, String kafka) {}

    /** The job that was started on a cluster, and that may have ended since. */
    Optional<ClusterJob> clusterJob() {
        try {
            return Files.exists(clusterJobFile())
                    ? Optional.of(Json.read(Files.readAllBytes(clusterJobFile()), ClusterJob.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes that the job is started on a cluster. */
    void remember(ClusterJob job) {
        try {
            // Whole or not at all: what is half there would be in the way of every later start.
            Path written = Files.write(folder.resolve("cluster-job.new"), Json.bytes(job));
            Files.move(written, clusterJobFile(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes that the job has been stopped. */
    void forgetClusterJob() {
        try {
            Files.deleteIfExists(clusterJobFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path clusterJobFile() {
        return folder.resolve("cluster-job.json");
    }

    /** Where checkpoints go. */
    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /** Where a stop leaves its savepoint. */
    Path savepoints() {
        return folder.resolve("savepoints");
    }

    /** The newest complete checkpoint or savepoint, over all attempts; empty for a new run. */
    Optional<Path> restorePoint() {
        try (Stream<Path> files = Files.walk(folder, 4)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparing(RunState::modified))
                    .map(Path::getParent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When the newest complete checkpoint was taken. */
    static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets every checkpoint: the run has ended, or is to start over. */
    void clear() {
        delete(checkpoints());
        delete(savepoints());
    }

    @Override
    public void close() {
        try {
            boolean empty =
                    !Files.exists(checkpoints())
                            && !Files.exists(savepoints())
                            && !Files.exists(clusterJobFile());
            if (empty) {
                delete(folder); // while the lock is held, so that nobody else has just taken it
            }
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flink may be deleting the last checkpoint of a run that has just ended at the same time. */
    private static void delete(Path root) {
        try {
            Files.walkFileTree(root, new DeleteWhatIsLeft());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class DeleteWhatIsLeft extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return passOver(e);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            if (e != null) {
                passOver(e);
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }

        private static FileVisitResult passOver(IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }
}
