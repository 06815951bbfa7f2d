package io.loopai.validation;

import io.loopai.engine.RawRecord;
import io.loopai.files.OutputLine;
import io.loopai.store.DataDir;
import io.loopai.task.DeadLetter;
import io.loopai.task.Execution;
import io.loopai.task.Ids;
import io.loopai.task.Json;
import io.loopai.task.Label;
import io.loopai.task.Traffic;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Finds out what a message is about; one that says nothing usable is a dead letter. */
final class MessageReader extends ProcessFunction<RawRecord, Tuple3<String, String, RawRecord>> {

    private static final long serialVersionUID = 1L;

    static final OutputTag<OutputLine> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(OutputLine.class));

    private final String kind;

    MessageReader(String kind) {
        this.kind = kind;
    }

    @Override
    public void processElement(
            RawRecord record, Context context, Collector<Tuple3<String, String, RawRecord>> out) {
        String key = null;
        if (!record.isCut()) {
            try {
                key = key(record.value());
            } catch (UncheckedIOException e) {
                // Said below, without the parser's words: they quote the message.
            }
        }
        if (key != null) {
            out.collect(Tuple3.of(kind, key, record));
        } else {
            context.output(DEAD_LETTERS, deadLetter(record));
        }
    }

    /** Null when something is missing that is needed. */
    private String key(byte[] value) {
        switch (kind) {
            case Message.TRAFFIC -> {
                Traffic traffic = Json.read(value, Traffic.class);
                boolean complete = traffic.task() != null && traffic.until() != null;
                return complete && Ids.isTaskId(traffic.task()) ? traffic.task() : null;
            }
            case Message.LABEL -> {
                Label label = Json.read(value, Label.class);
                return label.output() != null ? key(label.task(), label.id()) : null;
            }
            default -> {
                Execution execution = Json.read(value, Execution.class);
                boolean complete = execution.input() != null && execution.executedAt() != null;
                return complete ? key(execution.task(), execution.id()) : null;
            }
        }
    }

    private static String key(String task, String id) {
        boolean known = task != null && id != null && Ids.isTaskId(task) && Ids.isRequestId(id);
        return known ? Message.key(task, id) : null;
    }

    private OutputLine deadLetter(RawRecord record) {
        Instant now = Instant.now();
        byte[] value = record.value();
        DeadLetter letter =
                new DeadLetter(
                        null,
                        null,
                        record.isCut()
                                ? DeadLetter.Reason.OVERSIZED
                                : DeadLetter.Reason.INVALID_REQUEST,
                        "the message is no "
                                + expected()
                                + "; see the JSON Schemas of label, sample and traffic",
                        record.source(),
                        record.position(),
                        Arrays.copyOf(value, Math.min(value.length, DeadLetter.MAX_VALUE_BYTES)),
                        record.length(),
                        record.isCut() ? record.sha256() : DigestUtils.sha256Hex(value),
                        now);
        return new OutputLine(
                DataDir.deadLettersBucket(LocalDate.ofInstant(now, ZoneOffset.UTC)),
                Json.bytes(letter),
                record.envelope());
    }

    private String expected() {
        return switch (kind) {
            case Message.TRAFFIC -> "traffic of a task";
            case Message.LABEL -> "label {\"id\", \"task\", \"output\"}";
            default -> "execution with its input";
        };
    }
}
