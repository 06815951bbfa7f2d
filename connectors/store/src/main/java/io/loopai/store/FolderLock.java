package io.loopai.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one thread of one process at a time change what is in a folder: a task, or the data sets. The
 * operating system releases it when the process dies.
 */
final class FolderLock {

    static final String FILE = ".lock";

    /** A file lock belongs to the whole process, so its threads need a lock of their own. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private FolderLock() {}

    /**
     * Waits for the lock, then runs the action.
     *
     * @param folder must exist
     */
    static <T> T locked(Path folder, Supplier<T> action) {
        ReentrantLock thread =
                THREADS.computeIfAbsent(folder.toAbsolutePath(), path -> new ReentrantLock());
        thread.lock();
        try (FileChannel channel =
                FileChannel.open(
                        folder.resolve(FILE),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            channel.lock(); // closing the channel releases it
            return action.get();
        } catch (IOException e) {
            throw new ArtifactException(
                    folder.resolve(FILE)
                            + ": cannot be locked: "
                            + DataDir.reason(e)
                            + "; check its owner and whether the file system supports locks",
                    e);
        } finally {
            thread.unlock();
        }
    }
}
