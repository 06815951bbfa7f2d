package io.loopai.privacy;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The masks of one record: the same value gets the same mask wherever it stands in it. */
final class Masks {

    private final Map<Kind, Map<String, String>> known = new EnumMap<>(Kind.class);

    /** The mask of a value; "+49 30 123456" and "+4930123456" are the same one. */
    String of(Kind kind, String value) {
        Map<String, String> masks = known.computeIfAbsent(kind, each -> new HashMap<>());
        String same = kind == Kind.SECRET ? value : plain(value);
        String mask = masks.get(same);
        if (mask == null) {
            mask = kind.mask(masks.size() + 1);
            masks.put(same, mask);
        }
        return mask;
    }

    private static String plain(String value) {
        StringBuilder plain = new StringBuilder(value.length());
        for (char c : value.toCharArray()) {
            if (c == '@' || c == '.' || c == ':' || Character.isLetterOrDigit(c)) {
                plain.append(c);
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }
}
