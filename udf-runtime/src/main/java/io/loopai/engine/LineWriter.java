package io.loopai.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.loopai.decision.Drawn;
import io.loopai.task.Fallback;
import io.loopai.task.Json;
import io.loopai.task.ProgramStatus;
import io.loopai.task.Status;
import io.loopai.task.TaskSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Writes {@link io.loopai.task.Result} and {@link io.loopai.task.Execution} as lines of JSON, field
 * by field: binding objects would cost more than running most programs. Used by one thread.
 *
 * <p>A result is an execution without its input and without what concerns sampling, so only the
 * execution is written; the result is cut out of it.
 */
final class LineWriter {

    private static final String NO_FALLBACK =
            "the program abstained, and the task has fallback: error";

    /** One generator writes one line after another, with nothing between them. */
    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder().rootValueSeparator("").build();

    private final ByteArrayBuilder buffer = new ByteArrayBuilder(1024);
    private final DecimalTexts decimals = new DecimalTexts();
    private final Timestamps timestamps = new Timestamps();
    private JsonGenerator json;

    /** Both lines of one execution, without their ends. */
    record Lines(byte[] result, byte[] execution) {}

    /**
     * @param drawn which draw takes the execution; null when none does
     * @param audit with which probability the audit draw takes any
     */
    Lines write(
            ParsedRequest request,
            TaskSpec task,
            Answered answer,
            Drawn drawn,
            double audit,
            Engine.Others others,
            long revision,
            long executedAt) {
        try {
            start();
            json.writeStartObject();
            json.writeStringField("id", request.id());
            json.writeStringField("task", task.id());
            json.writeNumberField("version", answer.version());
            int input = position();
            json.writeFieldName("input");
            json.writeRawValue(request.input());
            if (request.label() != null) {
                json.writeFieldName("label");
                json.writeRawValue(request.label());
            }
            if (request.ts() != null) {
                json.writeStringField("ts", request.ts().toString());
            }
            int output = position();
            writeAnswer(json, task, answer);
            json.writeNumberField("latency_us", answer.nanos() / 1000);
            json.writeBooleanField("sampled", drawn != null);
            int sampling = position();
            json.writeFieldName("sampling_probability");
            json.writeNumber(decimals.of(drawn != null ? drawn.probability() : audit));
            if (drawn != null) {
                json.writeStringField("draw", Json.name(drawn.draw()));
            }
            if (!others.differing().isEmpty()) {
                writeOthers(json, others.differing());
            }
            if (!others.same().isEmpty()) {
                json.writeArrayFieldStart("same");
                for (int version : others.same()) {
                    json.writeNumber(version);
                }
                json.writeEndArray();
            }
            json.writeNumberField("revision", revision);
            int end = position();
            writeEnd(json, task, answer, executedAt);
            json.writeEndObject();
            json.flush();
            byte[] execution = buffer.toByteArray();
            return new Lines(without(execution, input, output, sampling, end), execution);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the generator writes to memory
        }
    }

    private void start() throws IOException {
        buffer.reset();
        // After an exception the old one stands in the middle of a line.
        if (json == null || !json.getOutputContext().inRoot()) {
            json = FACTORY.createGenerator(buffer).setCodec(Json.MAPPER);
        }
    }

    private int position() {
        return buffer.size() + json.getOutputBuffered();
    }

    /** The bytes without those of two ranges. */
    private static byte[] without(byte[] bytes, int from, int to, int from2, int to2) {
        int middle = from2 - to;
        int end = bytes.length - to2;
        byte[] rest = new byte[from + middle + end];
        System.arraycopy(bytes, 0, rest, 0, from);
        System.arraycopy(bytes, to, rest, from, middle);
        System.arraycopy(bytes, to2, rest, from + middle, end);
        return rest;
    }

    /** What the caller got: where the program abstained, its task's fallback decides. */
    private void writeAnswer(JsonGenerator json, TaskSpec task, Answered answer)
            throws IOException {
        json.writeStringField("status", Json.name(status(task, answer)));
        json.writeStringField("program_status", Json.name(answer.status()));
        if (answer.output() != null) {
            json.writeFieldName("output");
            writeValue(json, answer.output());
            json.writeFieldName("confidence");
            json.writeNumber(decimals.of(answer.confidence()));
        } else if (usesDefault(task, answer)) {
            json.writeFieldName("output");
            json.writeTree(task.defaultOutput());
        }
    }

    private void writeEnd(JsonGenerator json, TaskSpec task, Answered answer, long executedAt)
            throws IOException {
        json.writeStringField("executed_at", timestamps.format(executedAt));
        if (answer.error() != null) {
            json.writeStringField("error", answer.error());
        } else if (answer.status() == ProgramStatus.ABSTAINED
                && task.fallback() == Fallback.ERROR) {
            json.writeStringField("error", NO_FALLBACK);
        }
    }

    private static Status status(TaskSpec task, Answered answer) {
        return switch (answer.status()) {
            case SUCCESS -> Status.SUCCESS;
            case ERROR -> Status.ERROR;
            case TIMEOUT -> Status.TIMEOUT;
            case ABSTAINED ->
                    switch (task.fallback()) {
                        case DEFAULT -> Status.FALLBACK;
                        case ORACLE -> Status.ABSTAINED;
                        case ERROR -> Status.ERROR;
                    };
        };
    }

    private static boolean usesDefault(TaskSpec task, Answered answer) {
        return answer.status() == ProgramStatus.ABSTAINED && task.fallback() == Fallback.DEFAULT;
    }

    private static void writeOthers(JsonGenerator json, List<Answered> others) throws IOException {
        json.writeArrayFieldStart("others");
        for (Answered other : others) {
            json.writeStartObject();
            json.writeNumberField("version", other.version());
            json.writeStringField("program_status", Json.name(other.status()));
            if (other.output() != null) {
                json.writeFieldName("output");
                writeValue(json, other.output());
                json.writeNumberField("confidence", other.confidence());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes what {@link io.loopai.program.Answer#value()} may hold. */
    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : ((Map<?, ?>) value).entrySet()) {
                json.writeFieldName((String) field.getKey());
                writeValue(json, field.getValue());
            }
            json.writeEndObject();
        }
    }
}
