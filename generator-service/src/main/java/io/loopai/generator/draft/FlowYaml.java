package io.loopai.generator.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** JSON as YAML on one line, as a person would write it: {@code {type: string, enum: [a, b]}}. */
final class FlowYaml {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    /** What some YAML reader takes for something else than a text. */
    private static final Set<String> WORDS =
            Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    /** YAML forbids them, or takes them for line breaks. */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff\\ud800-\\udfff]");

    private FlowYaml() {}

    static String of(String text) {
        if (PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        String json = TextNode.valueOf(text).toString();
        return UNPRINTABLE
                .matcher(json)
                .replaceAll(found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }

    static String of(JsonNode value) {
        if (value.isTextual()) {
            return of(value.textValue());
        }
        if (value.isArray()) {
            StringJoiner joiner = new StringJoiner(", ", "[", "]");
            value.forEach(element -> joiner.add(of(element)));
            return joiner.toString();
        }
        if (value.isObject()) {
            StringJoiner joiner = new StringJoiner(", ", "{", "}");
            value.properties()
                    .forEach(entry -> joiner.add(of(entry.getKey()) + ": " + of(entry.getValue())));
            return joiner.toString();
        }
        return value.toString();
    }
}
