package io.loopai.engine;

import io.loopai.task.Ids;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Names requests that came without an id by where they stood: {@code data/in.jsonl:4711}, or {@code
 * loopai.requests-3-4711} for partition 3 of a topic.
 */
final class RecordIds {

    /** Leaves room for a colon, a hash and the longest position within an id's 200 characters. */
    private static final int MAX_PREFIX = 160;

    private String source;
    private String prefix;

    String of(RawRecord record) {
        if (!record.source().equals(source)) {
            source = record.source();
            prefix = prefix(source, record.envelope() == null ? ":" : "-");
        }
        return prefix + record.position();
    }

    private static String prefix(String source, String separator) {
        String path = source.startsWith("/") ? source.substring(1) : source;
        if (path.length() <= MAX_PREFIX && Ids.isRequestId(path)) {
            return path + separator;
        }
        // Two files must not share a prefix because their names differ in what an id cannot hold.
        return Ids.requestId(path, MAX_PREFIX)
                + "-"
                + DigestUtils.sha256Hex(source).substring(0, 12)
                + separator;
    }
}
