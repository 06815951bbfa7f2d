package io.loopai.files;

import io.loopai.engine.RawRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;

/**
 * Reads a range of a file, or a whole gzip file, as raw lines.
 *
 * <p>A checkpointed position is the offset, in the unpacked file, of the line after the last one
 * that was emitted; nothing has to be skipped line by line.
 */
final class RawRecordFormat implements BulkFormat<RawRecord, FileSourceSplit> {

    private static final long serialVersionUID = 1L;

    private final int maxRecordBytes;

    RawRecordFormat(int maxRecordBytes) {
        this.maxRecordBytes = maxRecordBytes;
    }

    @Override
    public BulkFormat.Reader<RawRecord> createReader(Configuration config, FileSourceSplit split)
            throws IOException {
        String source = file(split).toString();
        long start = split.offset();
        if (start == 0) {
            InputStream in = open(split, 0);
            return new Reader(LineReader.atFileStart(in, source, end(split), maxRecordBytes));
        }
        InputStream in = open(split, start - 1);
        return new Reader(LineReader.insideFile(in, source, start, end(split), maxRecordBytes));
    }

    @Override
    public BulkFormat.Reader<RawRecord> restoreReader(Configuration config, FileSourceSplit split)
            throws IOException {
        String source = file(split).toString();
        long next = split.getReaderPosition().orElseThrow().getOffset();
        InputStream in = open(split, next);
        return new Reader(LineReader.atLineStart(in, source, next, end(split), maxRecordBytes));
    }

    @Override
    public boolean isSplittable() {
        return true;
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return RawRecordType.INSTANCE;
    }

    private static Path file(FileSourceSplit split) {
        return Path.of(split.path().toUri().getPath());
    }

    /** The split's length is that of the packed bytes; how many there are unpacked nobody knows. */
    private static long end(FileSourceSplit split) {
        return GzipInput.isGzip(file(split)) ? Long.MAX_VALUE : split.offset() + split.length();
    }

    private static InputStream open(FileSourceSplit split, long offset) throws IOException {
        Path file = file(split);
        FileChannel channel = openChannel(file);
        try {
            if (channel.size() < split.fileSize()) {
                throw new IOException(
                        ("'%s' had %d bytes when it was found and has %d now, so records would be"
                                        + " missed: put the whole file back and start again from the last"
                                        + " checkpoint")
                                .formatted(file, split.fileSize(), channel.size()));
            }
            if (GzipInput.isGzip(file)) {
                return new GzipInput(file, Channels.newInputStream(channel), offset);
            }
            channel.position(offset);
            return Channels.newInputStream(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel openChannel(Path file) throws IOException {
        try {
            return FileChannel.open(file);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    ("'%s' is gone, but was there when the input was listed: put it back, start"
                                    + " again from the last checkpoint, and leave files in place until they"
                                    + " are read")
                            .formatted(file),
                    e);
        }
    }

    private record Reader(LineReader lines) implements BulkFormat.Reader<RawRecord> {

        @Override
        public LineBatch readBatch() throws IOException {
            return lines.read();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
