package io.loopai.sandbox.guest;

import io.loopai.sandbox.meter.Meter;
import java.util.Locale;

/** What programs get for methods of String: the receiver comes first. */
public final class Strings {

    /** Of a short text, apart from its characters. */
    static final int PIECE_BYTES = 56;

    /** Whatever the JDK does with fewer characters takes no time worth bounding. */
    private static final int SHORT = 1_024;

    /** How many characters the JDK may look at for the sake of those with a special case. */
    private static final long MOST_LOOKS = 1_000_000;

    private static final char SIGMA = '\u03a3';
    private static final char FINAL_SIGMA = '\u03c2';
    private static final char SMALL_SIGMA = '\u03c3';
    private static final char DOTTED_I = '\u0130';

    private Strings() {}

    public static boolean matches(String text, String regex) {
        return Pattern.compile(regex).matcher(text).matches();
    }

    public static String replaceAll(String text, String regex, String replacement) {
        return Pattern.compile(regex).matcher(text).replaceAll(replacement);
    }

    public static String replaceFirst(String text, String regex, String replacement) {
        return Pattern.compile(regex).matcher(text).replaceFirst(replacement);
    }

    public static String[] split(String text, String regex) {
        return split(text, regex, 0);
    }

    public static String[] split(String text, String regex, int limit) {
        if (!isOneCharacter(regex)) {
            return Pattern.compile(regex).split(text, limit);
        }
        // The JDK uses no regular expression for these.
        Meter.charge(text.length());
        if (text.length() <= SHORT) {
            String[] pieces = text.split(regex, limit);
            Meter.allocate(text.length() + (long) PIECE_BYTES * pieces.length);
            return pieces;
        }
        char separator = regex.charAt(regex.length() - 1);
        for (int i = text.indexOf(separator); i >= 0; i = text.indexOf(separator, i + 1)) {
            Meter.allocate(PIECE_BYTES);
        }
        Meter.allocate(text.length());
        return text.split(regex, limit);
    }

    private static boolean isOneCharacter(String regex) {
        char c = regex.isEmpty() ? '.' : regex.charAt(regex.length() - 1);
        if (Character.isSurrogate(c)) {
            return false;
        }
        if (regex.length() == 1) {
            return ".$|()[{^?*+\\".indexOf(c) < 0;
        }
        boolean letterOrDigit = c < 0x80 && Character.isLetterOrDigit(c);
        return regex.length() == 2 && regex.charAt(0) == '\\' && !letterOrDigit;
    }

    /** In the root locale, whatever the machine's. */
    public static String toLowerCase(String text) {
        Cost.copy(text);
        if (text.indexOf(SIGMA) >= 0) {
            return lowerWithSigma(text);
        }
        return text.length() <= SHORT ? text.toLowerCase(Locale.ROOT) : byPieces(text, false);
    }

    /** In the root locale: those that programs can name have the same rules. */
    public static String toLowerCase(String text, Locale locale) {
        return toLowerCase(text);
    }

    /** In the root locale, whatever the machine's. */
    public static String toUpperCase(String text) {
        Cost.copy(text);
        return text.length() <= SHORT ? text.toUpperCase(Locale.ROOT) : byPieces(text, true);
    }

    /** In the root locale: those that programs can name have the same rules. */
    public static String toUpperCase(String text, Locale locale) {
        return toUpperCase(text);
    }

    /** Every character that grows makes the JDK copy the text: let it copy short ones only. */
    private static String byPieces(String text, boolean upper) {
        StringBuilder out = new StringBuilder(text.length());
        for (int from = 0; from < text.length(); ) {
            Meter.charge(SHORT);
            int to = Math.min(from + SHORT, text.length());
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            String piece = text.substring(from, to);
            out.append(upper ? piece.toUpperCase(Locale.ROOT) : piece.toLowerCase(Locale.ROOT));
            from = to;
        }
        return out.toString();
    }

    /**
     * A capital sigma depends on its neighbours, for which the JDK looks through the text: it may do
     * so for some; in a text of very many, those after a letter and before none become final.
     */
    private static String lowerWithSigma(String text) {
        long special = 0;
        for (int i = 0; i < text.length(); i++) {
            Meter.step();
            special += text.charAt(i) == SIGMA || text.charAt(i) == DOTTED_I ? 1 : 0;
        }
        if (special * text.length() <= MOST_LOOKS) {
            Meter.charge(special * text.length());
            return text.toLowerCase(Locale.ROOT);
        }
        Cost.array(text.length(), Character.BYTES);
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            Meter.steps(4);
            if (chars[i] == SIGMA) {
                boolean after = i > 0 && Character.isLetter(chars[i - 1]);
                boolean before = i + 1 < chars.length && Character.isLetter(text.charAt(i + 1));
                chars[i] = after && !before ? FINAL_SIGMA : SMALL_SIGMA;
            }
        }
        return byPieces(new String(chars), false);
    }
}
