package io.loopai.program.text;

import java.util.Set;

/**
 * Recognises things at one place of a text. Each check reads a bounded number of characters around
 * the place, or a run that no other place reads again, so that all together stay linear.
 */
final class Spot {

    private static final Set<String> CURRENCIES =
            Set.of(
                    "usd", "eur", "gbp", "jpy", "chf", "cny", "inr", "cad", "aud", "dollar",
                    "dollars", "euro", "euros", "pound", "pounds", "rupees", "yen");

    private static final Set<String> MONTHS =
            Set.of(
                    "jan",
                    "feb",
                    "mar",
                    "apr",
                    "may",
                    "jun",
                    "jul",
                    "aug",
                    "sep",
                    "oct",
                    "nov",
                    "dec",
                    "january",
                    "february",
                    "march",
                    "april",
                    "june",
                    "july",
                    "august",
                    "september",
                    "october",
                    "november",
                    "december");

    private static final int LONGEST_NAME = 9;
    private static final int LONGEST_HOST = 255;
    private static final String[] SCHEMES = {"http", "https", "ftp"};
    private static final String[] TOP_LEVELS = {
        "com", "net", "org", "info", "biz", "edu", "gov", "io"
    };
    private static final int[] UUID_GROUPS = {8, 4, 4, 4, 12};

    private Spot() {}

    /** The char at the index, NUL outside of the text. */
    static char at(String text, int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : '\0';
    }

    private static boolean digit(String text, int index) {
        return Chars.isAsciiDigit(at(text, index));
    }

    private static boolean alphanumeric(String text, int index) {
        char c = at(text, index);
        return Chars.isAsciiDigit(c) || Chars.isAsciiLetter(c);
    }

    private static boolean word(String text, int index) {
        return Chars.isWord(at(text, index));
    }

    private static boolean regionIs(String text, int index, String wanted) {
        return text.regionMatches(true, index, wanted, 0, wanted.length());
    }

    static boolean repeatedPunctuation(String text, int i) {
        char c = at(text, i);
        char before = at(text, i - 1);
        if (c == '!' || c == '?') {
            return before == '!' || before == '?';
        }
        boolean punctuation = c > ' ' && c < 127 && !word(text, i);
        return punctuation && c == before && c == at(text, i - 2);
    }

    /** Whether the colon ends the scheme of a URL. */
    static boolean scheme(String text, int colon) {
        if (!text.startsWith("://", colon) || !word(text, colon + 3)) {
            return false;
        }
        for (String scheme : SCHEMES) {
            int start = colon - scheme.length();
            if (regionIs(text, start, scheme) && !word(text, start - 1)) {
                return true;
            }
        }
        return false;
    }

    static boolean www(String text, int i) {
        return regionIs(text, i, "www.") && !word(text, i - 1) && word(text, i + 4);
    }

    /** Whether the dot stands between a host and its top-level domain. */
    static boolean host(String text, int dot) {
        if (!alphanumeric(text, dot - 1)) {
            return false;
        }
        for (String top : TOP_LEVELS) {
            int end = dot + 1 + top.length();
            if (regionIs(text, dot + 1, top)) {
                char next = at(text, end);
                if (!word(text, end) && next != '-' && next != '@' && next != '_') {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean email(String text, int sign) {
        if (!alphanumeric(text, sign - 1) && "_-+%".indexOf(at(text, sign - 1)) < 0) {
            return false;
        }
        for (int i = sign + 1; i <= sign + LONGEST_HOST; i++) {
            boolean dot = at(text, i) == '.';
            if (!dot && at(text, i) != '-' && !alphanumeric(text, i)) {
                return false;
            }
            if (dot
                    && alphanumeric(text, i - 1)
                    && Chars.isAsciiLetter(at(text, i + 1))
                    && Chars.isAsciiLetter(at(text, i + 2))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a digit stands right before start or at end, or one blank away. */
    static boolean numberBeside(String text, int start, int end) {
        int before = Chars.isSpace(at(text, start - 1)) ? start - 2 : start - 1;
        int after = Chars.isSpace(at(text, end)) ? end + 1 : end;
        return digit(text, before)
                || digit(text, after)
                || at(text, after) == '.' && digit(text, after + 1);
    }

    /** The short run of letters that begins here in lower case, if a number is beside it, or "". */
    static String nameBesideNumber(String text, int start) {
        int end = start;
        while (end <= start + LONGEST_NAME && Chars.isAsciiLetter(at(text, end))) {
            end++;
        }
        boolean whole = !Chars.isWord(at(text, end)) || digit(text, end);
        return whole && numberBeside(text, start, end)
                ? Chars.lower(text.substring(start, end))
                : "";
    }

    static boolean isCurrency(String name) {
        return CURRENCIES.contains(name);
    }

    static boolean isMonth(String name) {
        return MONTHS.contains(name);
    }

    /** A number of at most the given digits, or -1 where there is none or a longer one. */
    private static int number(String text, int from, int most) {
        int value = 0;
        int i = from;
        while (i < from + most && digit(text, i)) {
            value = value * 10 + at(text, i++) - '0';
        }
        return i == from || digit(text, i) ? -1 : value;
    }

    private static int digitsEnd(String text, int from, int most) {
        int i = from;
        while (i < from + most && digit(text, i)) {
            i++;
        }
        return i;
    }

    static boolean time(String text, int i) {
        char before = at(text, i - 1);
        boolean begins = before == 'T' || !word(text, i - 1) && before != ':' && before != '.';
        int hour = number(text, i, 2);
        if (!begins || hour < 0 || hour > 24) {
            return false;
        }
        int end = digitsEnd(text, i, 2);
        if (at(text, end) == ':') {
            int minute = number(text, end + 1, 2);
            return minute >= 0 && minute < 60 && digitsEnd(text, end + 1, 2) == end + 3;
        }
        int half = Chars.isSpace(at(text, end)) ? end + 1 : end;
        if (hour < 1 || hour > 12 || "aApP".indexOf(at(text, half)) < 0) {
            return false;
        }
        int m = at(text, half + 1) == '.' ? half + 2 : half + 1;
        return (at(text, m) | 0x20) == 'm' && !word(text, m + 1);
    }

    /** Where the numeric date that begins here ends, or -1 when none does. */
    static int dateEnd(String text, int i) {
        char before = at(text, i - 1);
        if (word(text, i - 1) || before == '.' || before == '/' || before == '-') {
            return -1;
        }
        int firstEnd = digitsEnd(text, i, 4);
        char parting = at(text, firstEnd);
        int secondEnd = digitsEnd(text, firstEnd + 1, 2);
        boolean parted =
                (parting == '-' || parting == '/' || parting == '.')
                        && at(text, secondEnd) == parting;
        int first = number(text, i, 4);
        int second = number(text, firstEnd + 1, 2);
        int third = number(text, secondEnd + 1, 4);
        if (!parted || first < 1 || second < 1 || third < 0) {
            return -1;
        }
        int end = digitsEnd(text, secondEnd + 1, 4);
        boolean endsHere = at(text, end) != parting || !digit(text, end + 1);
        int firstDigits = firstEnd - i;
        int thirdDigits = end - secondEnd - 1;
        boolean date;
        if (firstDigits == 4) {
            date = second <= 12 && third >= 1 && third <= 31 && thirdDigits <= 2;
        } else {
            boolean year = thirdDigits == 4 || thirdDigits == 2 && parting != '.';
            boolean dayAndMonth = Math.max(first, second) <= 31 && Math.min(first, second) <= 12;
            date = firstDigits <= 2 && year && dayAndMonth;
        }
        return date && endsHere ? end : -1;
    }

    static boolean phone(String text, int i) {
        char before = at(text, i - 1);
        boolean touches =
                word(text, i - 1)
                        || before != '\0' && ".,/-:+#=".indexOf(before) >= 0
                        || Character.getType(before) == Character.CURRENCY_SYMBOL;
        boolean later = at(text, i) != '+' && Chars.isSpace(before) && digit(text, i - 2);
        return !touches && !later && new PhoneSpot(text, i).found();
    }

    /** Whether an identifier in hexadecimal digits begins here. */
    static boolean hexId(String text, int i) {
        if (word(text, i - 1)) {
            return false;
        }
        boolean prefixed = at(text, i) == '0' && at(text, i + 1) == 'x';
        int start = prefixed ? i + 2 : i;
        int end = start;
        boolean digits = false;
        boolean letters = false;
        while (hex(text, end)) {
            boolean digit = digit(text, end++);
            digits |= digit;
            letters |= !digit;
        }
        if (!word(text, end)) {
            if (prefixed && end - start >= 2 || end - start >= 8 && digits && letters) {
                return true;
            }
        }
        return uuid(text, i);
    }

    private static boolean uuid(String text, int start) {
        int i = start;
        for (int group : UUID_GROUPS) {
            if (i > start && at(text, i++) != '-') {
                return false;
            }
            for (int end = i + group; i < end; i++) {
                if (!hex(text, i)) {
                    return false;
                }
            }
        }
        return !word(text, i);
    }

    private static boolean hex(String text, int index) {
        char c = at(text, index);
        return Chars.isAsciiDigit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
    }
}
