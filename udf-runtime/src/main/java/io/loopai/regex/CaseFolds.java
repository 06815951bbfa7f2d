package io.loopai.regex;

import com.google.re2j.Pattern;

/**
 * Refuses what makes RE2/J 1.8 compile for ever: it looks for everything that a character is when case
 * is ignored by going round from one to the next, and from U+1C80 to U+1C88, old Cyrillic letters that
 * share their capitals with today's, it never gets back.
 */
final class CaseFolds {

    private static final int FIRST = 0x1c80;
    private static final int LAST = 0x1c88;

    /** RE2/J goes through no range that covers all letters with two cases. */
    private static final int FIRST_CASED = 0x41;

    private static final int LAST_CASED = 0x1e943;

    private final String regex;
    private int at;

    private CaseFolds(String regex) {
        this.regex = regex;
    }

    /**
     * @param shown the pattern as its author wrote it
     * @param regex in RE2's syntax
     * @param flags of {@link Pattern}
     */
    static void check(String shown, String regex, int flags) {
        boolean ignoresCase = (flags & Pattern.CASE_INSENSITIVE) != 0 || hasFlag(regex);
        if (ignoresCase && new CaseFolds(regex).isEndless()) {
            throw RegexException.of(
                    shown,
                    "has a range or character from U+1C80 to U+1C88, which is not supported where"
                            + " case is ignored; leave these out of the range");
        }
    }

    /** Whether {@code (?i} is anywhere, perhaps among other flags. */
    private static boolean hasFlag(String regex) {
        for (int i = regex.indexOf("(?"); i >= 0; i = regex.indexOf("(?", i + 1)) {
            for (int flag = i + 2; flag < regex.length() && isFlag(regex.charAt(flag)); flag++) {
                if (regex.charAt(flag) == 'i') {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isFlag(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-';
    }

    /** Takes every {@code x-y} for a range, wherever it stands: that errs on the safe side. */
    private boolean isEndless() {
        int before = -1;
        while (at < regex.length()) {
            int from = next();
            if (from >= FIRST && from <= LAST) {
                return true;
            }
            if (from == '-' && before >= 0 && at < regex.length()) {
                int mark = at;
                int to = next();
                at = mark;
                boolean all = before <= FIRST_CASED && to >= LAST_CASED;
                if (before <= LAST && to >= FIRST && !all) {
                    return true;
                }
            }
            before = from;
        }
        return false;
    }

    /** The code point that stands here, perhaps as {@code \x{…}}; 0 for what is no character. */
    private int next() {
        if (regex.startsWith("\\x{", at)) {
            int end = regex.indexOf('}', at);
            String digits = end < 0 ? "" : regex.substring(at + 3, end);
            at = end < 0 ? regex.length() : end + 1;
            return hex(digits);
        }
        if (regex.charAt(at) == '\\' && at + 1 < regex.length()) {
            at++;
            if (regex.charAt(at) == 'x') {
                String digits = regex.substring(at + 1, Math.min(at + 3, regex.length()));
                at += 1 + digits.length();
                return hex(digits);
            }
            if (isOctal(at)) {
                int end = at + 1;
                while (end < at + 3 && isOctal(end)) {
                    end++;
                }
                int octal = Integer.parseInt(regex.substring(at, end), 8);
                at = end;
                return octal;
            }
        }
        int codePoint = regex.codePointAt(at);
        at += Character.charCount(codePoint);
        return codePoint;
    }

    private boolean isOctal(int index) {
        return index < regex.length() && regex.charAt(index) >= '0' && regex.charAt(index) <= '7';
    }

    private static int hex(String digits) {
        try {
            return Integer.parseInt(digits, 16);
        } catch (NumberFormatException malformed) {
            return 0; // RE2 says so
        }
    }
}
