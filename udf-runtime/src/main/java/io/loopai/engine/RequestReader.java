package io.loopai.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.loopai.task.DeadLetter.Reason;
import io.loopai.task.Ids;
import io.loopai.task.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.Map;

/**
 * Reads the bytes of one record as a request, in one pass, and says precisely what is wrong when it
 * is none. Used by one thread.
 */
final class RequestReader {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final int WIDEST_CHARACTER = 4;

    private final RequestFormat format;
    private final RecordIds ids = new RecordIds();

    RequestReader(RequestFormat format) {
        this.format = format;
    }

    ParsedRequest read(RawRecord record) throws RejectedRecordException {
        if (record.isCut()) {
            throw new RejectedRecordException(
                    Reason.OVERSIZED,
                    "the record has "
                            + record.length()
                            + " bytes, more than a request may have; its first "
                            + record.value().length
                            + " bytes are kept here");
        }
        if (isBlank(record.value())) {
            throw new RejectedRecordException(Reason.BLANK, "the record is blank");
        }
        if (!Utf8.isValid(record.value()) || isWide(record.value())) {
            throw new RejectedRecordException(
                    Reason.INVALID_UTF8,
                    "the record is not UTF-8; convert it, for instance with iconv -t UTF-8");
        }
        return format == RequestFormat.TEXT ? text(record) : json(record);
    }

    private ParsedRequest text(RawRecord record) {
        Map<String, Object> fields =
                Collections.singletonMap(
                        "text", new String(record.value(), StandardCharsets.UTF_8));
        byte[] input = Json.bytes(fields);
        return new ParsedRequest(
                ids.of(record),
                null,
                fields,
                new RawJson(input, 0, input.length),
                null,
                null,
                0,
                false);
    }

    private ParsedRequest json(RawRecord record) throws RejectedRecordException {
        try (JsonParser parser = FACTORY.createParser(record.value())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw invalid(
                        "a request is an object {\"input\": {…}}, but this is " + kind(parser));
            }
            ParsedRequest request = fields(record, parser);
            if (parser.nextToken() != null) {
                throw new RejectedRecordException(
                        Reason.MALFORMED, "there is more after the request; put one on each line");
            }
            return request;
        } catch (JsonProcessingException e) {
            throw new RejectedRecordException(Reason.MALFORMED, malformed(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the parser reads from memory
        }
    }

    private ParsedRequest fields(RawRecord record, JsonParser parser)
            throws IOException, RejectedRecordException {
        String id = null;
        String task = null;
        Map<String, Object> fields = null;
        RawJson input = null;
        RawJson label = null;
        Instant ts = null;
        int version = 0;
        boolean forceValidation = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (name) {
                case "id" -> id = id(parser);
                case "task" -> task = text(parser, "task");
                case "input" -> {
                    if (token != JsonToken.START_OBJECT) {
                        throw invalid("input must be an object, but is " + kind(parser));
                    }
                    int start = offset(parser.currentTokenLocation());
                    fields = JsonValues.object(parser);
                    input = slice(record.value(), start, parser, fields);
                }
                case "output" -> {
                    int start = offset(parser.currentTokenLocation());
                    Object value = JsonValues.value(parser);
                    label = slice(record.value(), start, parser, value);
                }
                case "ts" -> ts = time(text(parser, "ts"));
                case "version" -> version = version(parser);
                case "force_validation" -> {
                    if (!token.isBoolean()) {
                        throw invalid(
                                "force_validation must be true or false, but is " + kind(parser));
                    }
                    forceValidation = token == JsonToken.VALUE_TRUE;
                }
                default -> parser.skipChildren();
            }
        }
        if (fields == null) {
            throw invalid("the request has no input; a request is an object {\"input\": {…}}");
        }
        return new ParsedRequest(
                id == null ? ids.of(record) : id,
                task,
                fields,
                input,
                label,
                ts,
                version,
                forceValidation);
    }

    /** The bytes from start to where the parser stands, unless they would break the line. */
    private static RawJson slice(byte[] bytes, int start, JsonParser parser, Object value)
            throws IOException {
        parser.finishToken(); // a string is read lazily: its end is known only now
        RawJson raw = new RawJson(bytes, start, offset(parser.currentLocation()));
        if (raw.spansLines()) {
            byte[] rewritten = Json.bytes(value);
            return new RawJson(rewritten, 0, rewritten.length);
        }
        return raw;
    }

    private static String id(JsonParser parser) throws IOException, RejectedRecordException {
        // Data sets often number their rows; the number's digits are its name.
        String id =
                parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                        ? parser.getText()
                        : text(parser, "id");
        if (!Ids.isRequestId(id)) {
            throw invalid(
                    "id must be at most 200 letters, digits, '.', '_', ':', '/' or '-', and start"
                            + " with a letter or digit");
        }
        return id;
    }

    private static String text(JsonParser parser, String name)
            throws IOException, RejectedRecordException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw invalid(name + " must be a text, but is " + kind(parser));
        }
        return parser.getText();
    }

    private static Instant time(String text) throws RejectedRecordException {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw invalid("ts must be a time such as 2026-01-31T12:00:00Z");
        }
    }

    private static int version(JsonParser parser) throws IOException, RejectedRecordException {
        String text = parser.currentToken().isScalarValue() ? parser.getText() : "";
        String digits = text.startsWith("v") ? text.substring(1) : text;
        try {
            int version = Integer.parseInt(digits);
            if (version > 0) {
                return version;
            }
        } catch (NumberFormatException e) {
            // Said below, together with numbers that are too small.
        }
        throw invalid("version must be a whole number from 1 on");
    }

    private static RejectedRecordException invalid(String message) {
        return new RejectedRecordException(Reason.INVALID_REQUEST, message);
    }

    private static String malformed(JsonProcessingException e) {
        String reason = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
        // Jackson quotes what it stumbled over and names its own sources: neither helps a reader.
        int source = reason.indexOf(" (for ");
        String text =
                (source < 0 ? reason : reason.substring(0, source))
                        .replaceFirst(", from `[^`]+`", "");
        JsonLocation at = e.getLocation();
        return at == null || at.getByteOffset() < 0
                ? "is no JSON: " + text
                : "is no JSON at byte " + at.getByteOffset() + ": " + text;
    }

    private static String kind(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a text";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            default -> "a number";
        };
    }

    private static int offset(JsonLocation location) {
        return (int) location.getByteOffset();
    }

    /**
     * Whether it looks like UTF-16 or UTF-32, which may be valid UTF-8 by chance: the parser would
     * take it for what it looks like, and the bytes that are passed on would not be what it has read.
     */
    private boolean isWide(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, WIDEST_CHARACTER); i++) {
            if (bytes[i] == 0) {
                return format == RequestFormat.JSON;
            }
        }
        return false;
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return true;
    }
}
