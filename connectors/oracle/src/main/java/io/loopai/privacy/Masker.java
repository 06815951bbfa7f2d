package io.loopai.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Replaces personal data and secrets by masks that say what stood there: {@code <EMAIL>}, {@code
 * <PHONE>}, {@code <CARD>}, {@code <IBAN>}, {@code <IP>}, {@code <MAC>}, {@code <NATIONAL_ID>}, {@code
 * <SECRET>}. A second different value of a kind in the same record is {@code <EMAIL_2>}, and so on.
 *
 * <pre>{@code
 * Masker.mask("Mail jo@mail.org, not ann@mail.org"); // Mail <EMAIL>, not <EMAIL_2>
 * }</pre>
 *
 * <p>Masking what is masked changes nothing. Time is linear in the text. What is too long to be looked
 * through (over {@value #LONGEST} characters), or so full of numbers that looking through it would take
 * too long, becomes {@code <WITHHELD>} as a whole. Names and postal addresses are not recognised.
 */
final class Masker {

    /** Characters of one text. */
    static final int LONGEST = 50_000;

    static final String WITHHELD = "<WITHHELD>";

    /** What masking leaves may be recognised only then: rarely once, never so often. */
    private static final int MOST_PASSES = 6;

    private Masker() {}

    /** The text with its masks. */
    static String mask(String text) {
        return masked(text, "", new Masks());
    }

    /**
     * A copy in which all texts and names of fields are masked, and numbers where they are card numbers
     * or what a field's name says they are: {@code {"phone": 4930901820}}.
     */
    static JsonNode mask(JsonNode input) {
        return masked(input, "", new Masks());
    }

    private static JsonNode masked(JsonNode node, String name, Masks masks) {
        if (node.isTextual()
                && NamedSecrets.isField(name)
                && NamedSecrets.isFieldValue(node.textValue())) {
            return TextNode.valueOf(masks.of(Kind.SECRET, node.textValue()));
        }
        if (node.isTextual()) {
            return TextNode.valueOf(masked(node.textValue(), cue(name), masks));
        }
        if (node.isIntegralNumber()) {
            String number = node.asText();
            String masked = masked(number, cue(name), masks);
            return masked.equals(number) ? node : TextNode.valueOf(masked);
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(each -> array.add(masked(each, name, masks)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties()
                    .forEach(
                            field ->
                                    object.set(
                                            free(object, masked(field.getKey(), "", masks)),
                                            masked(field.getValue(), field.getKey(), masks)));
            return object;
        }
        return node;
    }

    /** Two names may come to the same mask only if they are the same value written differently. */
    private static String free(ObjectNode object, String name) {
        String free = name;
        for (int n = 2; object.has(free); n++) {
            free = name + " (" + n + ")";
        }
        return free;
    }

    /** A value is read as if its field's name stood before it. */
    private static String cue(String name) {
        return name.isEmpty() || name.length() > 100 ? "" : name + ": ";
    }

    private static String masked(String text, String cue, Masks masks) {
        if (text.length() > LONGEST) {
            return WITHHELD;
        }
        String now = text;
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            String before = now;
            now = pass(cue + now, cue.length(), masks);
            if (now == null || now.length() > LONGEST) {
                return WITHHELD;
            }
            if (now.equals(before)) {
                return now;
            }
        }
        return WITHHELD;
    }

    /** Null when it cannot be looked through. */
    private static String pass(String text, int from, Masks masks) {
        String folded = Folded.of(text);
        List<Span> found = new ArrayList<>();
        Secrets.find(folded, found);
        Emails.find(folded, found);
        Documents.find(folded, found);
        if (hasDigits(folded)) {
            List<DigitRun> runs = DigitRun.in(folded);
            Ibans.find(folded, found);
            NetworkAddresses.find(folded, found);
            Cards.find(runs, found);
            NationalIds.find(folded, runs, found);
            if (!Phones.find(runs, found)) {
                return null;
            }
        }
        return replaced(text, from, chosen(found, from), masks);
    }

    /** Most texts have so few that none of the kinds made of digits is there. */
    private static boolean hasDigits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length() && digits < 4; i++) {
            digits += text.charAt(i) >= '0' && text.charAt(i) <= '9' ? 1 : 0;
        }
        return digits >= 4 || text.contains("::");
    }

    private static List<Span> chosen(List<Span> found, int from) {
        found.sort(
                Comparator.comparing(Span::kind)
                        .thenComparing(Comparator.comparingInt(span -> span.start() - span.end())));
        List<Span> chosen = new ArrayList<>();
        BitSet taken = new BitSet();
        taken.set(0, from);
        for (Span span : found) {
            int next = taken.nextSetBit(span.start());
            if (next < 0 || next >= span.end()) {
                taken.set(span.start(), span.end());
                chosen.add(span);
            }
        }
        chosen.sort(Comparator.comparingInt(Span::start));
        return chosen;
    }

    private static String replaced(String text, int from, List<Span> spans, Masks masks) {
        if (spans.isEmpty()) {
            return text.substring(from);
        }
        StringBuilder replaced = new StringBuilder(text.length());
        int done = from;
        for (Span span : spans) {
            replaced.append(text, done, span.start());
            replaced.append(masks.of(span.kind(), text.substring(span.start(), span.end())));
            done = span.end();
        }
        return replaced.append(text, done, text.length()).toString();
    }
}
