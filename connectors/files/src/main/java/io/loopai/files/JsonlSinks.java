package io.loopai.files;

import java.nio.file.Path;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/**
 * Writes JSONL data sets, every line exactly once.
 *
 * <pre>{@code
 * lines.sinkTo(JsonlSinks.to(Path.of("datasets"))).uid("executions");
 * }</pre>
 *
 * <p>Lines become visible, as files named {@code part-….jsonl}, with the checkpoint after which
 * they cannot be taken back: also with the last one of a bounded job and with {@code
 * stopWithSavepoint}. Until then they stand in files whose names begin with a dot. {@code
 * cancel()} leaves the last ones there until the job is restored from its newest checkpoint.
 * Without checkpoints, an unbounded job never shows any line.
 *
 * <p>Every checkpoint closes a file per bucket and subtask: where few lines are expected, give the
 * sink a parallelism of 1. Flink's own merging of these files is left off: in 2.2 it hides the last
 * lines after a stop without drain, and a restored job whose input ends before its next checkpoint
 * never shows what was not merged yet (its compactor counts checkpoints from zero again). {@link
 * io.loopai.store.Compaction} merges them beside the job.
 *
 * <p>A full disk fails the job with an {@link java.io.IOException} that names the folder; a restart
 * from the last checkpoint, once there is space, neither loses nor repeats a line.
 */
public final class JsonlSinks {

    private static final String PREFIX = "part";
    private static final String SUFFIX = ".jsonl";

    private JsonlSinks() {}

    /** Whether a file is named as these sinks name theirs. */
    static boolean isPart(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX + "-") && name.endsWith(SUFFIX);
    }

    /**
     * @param base folder of the buckets ({@link OutputLine#bucket}); created when the first line
     *     comes
     */
    public static FileSink<OutputLine> to(Path base) {
        var basePath = new org.apache.flink.core.fs.Path(base.toAbsolutePath().toUri());
        return FileSink.forBulkFormat(basePath, new JsonlWriter.Factory(base.toString()))
                .withBucketAssigner(new ByBucket())
                .withOutputFileConfig(
                        OutputFileConfig.builder()
                                .withPartPrefix(PREFIX)
                                .withPartSuffix(SUFFIX)
                                .build())
                .build();
    }

    private static final class ByBucket implements BucketAssigner<OutputLine, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String getBucketId(OutputLine line, Context context) {
            return line.bucket();
        }

        @Override
        public SimpleVersionedSerializer<String> getSerializer() {
            return SimpleVersionedStringSerializer.INSTANCE;
        }
    }
}
