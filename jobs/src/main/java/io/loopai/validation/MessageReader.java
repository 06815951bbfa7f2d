package io.loopai.validation;

import io.loopai.engine.RawRecord;
import io.loopai.files.OutputLine;
import io.loopai.store.DataDir;
import io.loopai.task.DeadLetter;
import io.loopai.task.Execution;
import io.loopai.task.Ids;
import io.loopai.task.Json;
import io.loopai.task.Label;
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
        String id = null;
        String task = null;
        boolean complete = false;
        if (!record.isCut()) {
            try {
                if (kind.equals(Message.LABEL)) {
                    Label label = Json.read(record.value(), Label.class);
                    id = label.id();
                    task = label.task();
                    complete = label.output() != null;
                } else {
                    Execution execution = Json.read(record.value(), Execution.class);
                    id = execution.id();
                    task = execution.task();
                    complete = execution.input() != null && execution.executedAt() != null;
                }
            } catch (UncheckedIOException e) {
                // Said below, without the parser's words: they quote the message.
            }
        }
        if (complete && id != null && task != null && Ids.isRequestId(id) && Ids.isTaskId(task)) {
            out.collect(Tuple3.of(kind, Message.key(task, id), record));
        } else {
            context.output(DEAD_LETTERS, deadLetter(record));
        }
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
                                + (kind.equals(Message.LABEL)
                                        ? "label {\"id\", \"task\", \"output\"}"
                                        : "execution with its input")
                                + "; see the JSON Schemas of label and sample",
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
}
