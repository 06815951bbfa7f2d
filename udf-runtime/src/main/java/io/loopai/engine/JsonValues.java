package io.loopai.engine;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON into the plain values that programs see: no tree of nodes in between. */
final class JsonValues {

    private JsonValues() {}

    /** The object at whose start the parser stands. */
    static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    /** The value at whose start the parser stands: String, Long, Double, Boolean, null, List, Map. */
    static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            // Every live version sees the same values: none may change them for the others.
            case START_OBJECT -> Collections.unmodifiableMap(object(parser));
            case START_ARRAY -> Collections.unmodifiableList(list(parser));
            case VALUE_STRING -> text(parser);
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> {
                Number number = parser.getNumberValue();
                yield number instanceof Integer || number instanceof Long
                        ? (Object) number.longValue()
                        : finite(parser);
            }
            default -> finite(parser);
        };
    }

    private static List<Object> list(JsonParser parser) throws IOException {
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return values;
    }

    private static String text(JsonParser parser) throws IOException {
        String text = parser.getText();
        if (Utf8.hasLoneSurrogate(text)) {
            throw new JsonParseException(parser, "a text holds half of a surrogate pair");
        }
        return text;
    }

    private static double finite(JsonParser parser) throws IOException {
        double number = parser.getDoubleValue();
        if (Double.isInfinite(number)) {
            throw new JsonParseException(parser, "a number is too large");
        }
        return number;
    }
}
