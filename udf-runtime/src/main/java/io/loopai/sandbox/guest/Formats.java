package io.loopai.sandbox.guest;

import io.loopai.sandbox.meter.Meter;
import java.util.Locale;

/**
 * What programs get for {@code String.format}: in the root locale, with {@code \n} for {@code %n},
 * and charged by widths, precisions and arguments before any of it is written.
 */
public final class Formats {

    private Formats() {}

    public static String format(String format, Object[] arguments) {
        return format(Locale.ROOT, format, arguments);
    }

    public static String formatted(String format, Object[] arguments) {
        return format(Locale.ROOT, format, arguments);
    }

    /** In the root locale: those that programs can name format numbers alike. */
    public static String format(Locale locale, String format, Object[] arguments) {
        long longest = 8;
        Object[] plain = arguments == null ? null : new Object[arguments.length];
        for (int i = 0; plain != null && i < plain.length; i++) {
            plain[i] = isPlain(arguments[i]) ? arguments[i] : Texts.valueOf(arguments[i]);
            if (plain[i] instanceof String) {
                longest = Math.max(longest, ((String) plain[i]).length());
            }
        }
        return String.format(Locale.ROOT, checked(format, longest), plain);
    }

    /** Numbers as %d and %f take them; everything else is only ever written as text. */
    private static boolean isPlain(Object argument) {
        return argument == null
                || argument instanceof Number
                || argument instanceof Character
                || argument instanceof Boolean;
    }

    private static String checked(String format, long longest) {
        Meter.allocate(format.length());
        Meter.charge(format.length());
        StringBuilder out = new StringBuilder(format.length());
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            out.append(c);
            if (c == '%') {
                i = copySpecifier(format, i + 1, longest, out);
            }
        }
        return out.toString();
    }

    /** Copies what stands behind a %, and returns where it ends. */
    private static int copySpecifier(String format, int from, long longest, StringBuilder out) {
        int i = from;
        long number = 0;
        long widths = longest;
        while (i < format.length() && "0123456789.$-#+ ,(<".indexOf(format.charAt(i)) >= 0) {
            int digit = format.charAt(i) - '0';
            number = digit >= 0 && digit <= 9 ? Math.min(number * 10 + digit, 1L << 31) : 0;
            widths = Math.max(widths, number);
            out.append(format.charAt(i++));
        }
        Meter.allocate(widths);
        Meter.charge(8 + (widths >> 3));
        if (i == format.length()) {
            return i;
        }
        char conversion = format.charAt(i);
        if (conversion == 't' || conversion == 'T') {
            throw new IllegalArgumentException(
                    "%t in a format is not allowed: it depends on the machine's time zone");
        }
        if (conversion == 'n' && i == from) {
            out.setCharAt(out.length() - 1, '\n');
        } else {
            out.append(conversion);
        }
        return i;
    }
}
