package io.loopai.regex;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Rewrites a pattern of {@code java.util.regex} into RE2's syntax where the same characters mean
 * something else, and refuses what RE2 would silently read differently.
 *
 * <p>Rewritten: {@code .} and {@code \s} (Java's line breaks and spaces), {@code \h \v \R \Z \e}, {@code
 * \}{@code uXXXX}, and properties such as <code>\p{Punct}</code> and <code>\p{IsLatin}</code>. Refused:
 * possessive quantifiers, atomic groups, nested and intersected character classes, and the flags
 * COMMENTS, UNICODE_CHARACTER_CLASS, UNIX_LINES and CANON_EQ.
 *
 * <p>What remains different from Java:
 *
 * <ul>
 *   <li>{@code $} without MULTILINE, and {@code \Z}, are the very end of the text, not also the place
 *       before a final line break; with MULTILINE only {@code \n} ends a line;
 *   <li>{@code \b} knows ASCII words only, as from JDK 19 on;
 *   <li>ignoring case means all of Unicode, as with UNICODE_CASE;
 *   <li><code>\p{IsAlphabetic}</code> is any letter, <code>\p{IsUppercase}</code> and <code>
 *       \p{IsLowercase}</code> the letters of that case;
 *   <li>a group inside a repeat that can match nothing may hold another text, and where such a
 *       repeat is lazy, or prefers nothing to something, the match may be longer;
 *   <li>a group holds nothing when the way that matched does not pass it; Java's may keep what
 *       another way has left there;
 *   <li>with MULTILINE a line also begins at the end of the text, behind a last line break, unless
 *       the pattern has look-around or possessive quantifiers;
 *   <li>between the two halves of a surrogate pair no look-ahead or look-behind finds anything;
 *   <li>where case is ignored, U+1C80 to U+1C88 and ranges with these are refused;
 *   <li>repeats count to 1,000 at most.
 * </ul>
 */
final class JavaSyntax {

    private static final int SUPPORTED =
            Pattern.CASE_INSENSITIVE
                    | Pattern.UNICODE_CASE
                    | Pattern.MULTILINE
                    | Pattern.DOTALL
                    | Pattern.LITERAL;

    private static final String NO_BREAK = "[^\\n\\r\\x{85}\\x{2028}\\x{2029}]";
    private static final String SPACE = "\\t\\n\\x0B\\f\\r ";
    private static final String VERTICAL = "\\n\\x0B\\f\\r\\x{85}\\x{2028}\\x{2029}";
    private static final String HORIZONTAL =
            "\\t \\x{a0}\\x{1680}\\x{180e}\\x{2000}-\\x{200a}\\x{202f}\\x{205f}\\x{3000}";

    /** Java's properties by lower-case name, as RE2 writes them inside of a class. */
    private static final Map<String, String> PROPERTIES = properties();

    private final String regex;
    private final StringBuilder out = new StringBuilder();

    /** Whether {@code .} matches line breaks, in each group that is open. */
    private final Deque<Boolean> dotAll = new ArrayDeque<>();

    private int at;
    private boolean looks;

    private JavaSyntax(String regex, int flags) {
        this.regex = regex;
        dotAll.push((flags & Pattern.DOTALL) != 0);
    }

    static JavaSyntax of(String regex, int flags) {
        JavaSyntax syntax = new JavaSyntax(regex, flags);
        if ((flags & Pattern.LITERAL) != 0) {
            syntax.out.append(com.google.re2j.Pattern.quote(regex));
        } else {
            syntax.rewrite();
        }
        return syntax;
    }

    /** The pattern in RE2's syntax, and what it does not have: look-around, possessive repeats. */
    String rewritten() {
        return out.toString();
    }

    /** Whether there is anything that RE2 does not have. */
    boolean hasLooks() {
        return looks;
    }

    static int re2Flags(String regex, int flags) {
        int unknown = flags & ~SUPPORTED;
        if (unknown != 0) {
            throw RegexException.of(
                    regex,
                    "has flags that are not supported: use only CASE_INSENSITIVE, UNICODE_CASE,"
                            + " MULTILINE, DOTALL and LITERAL");
        }
        return ((flags & Pattern.CASE_INSENSITIVE) != 0
                        ? com.google.re2j.Pattern.CASE_INSENSITIVE
                        : 0)
                | ((flags & Pattern.MULTILINE) != 0 ? com.google.re2j.Pattern.MULTILINE : 0)
                | ((flags & Pattern.DOTALL) != 0 ? com.google.re2j.Pattern.DOTALL : 0);
    }

    private void rewrite() {
        while (at < regex.length()) {
            char c = regex.charAt(at);
            switch (c) {
                case '\\':
                    escape(false);
                    break;
                case '[':
                    characterClass();
                    break;
                case '(':
                    openGroup();
                    break;
                case ')':
                    if (dotAll.size() > 1) {
                        dotAll.pop();
                    }
                    copy(1);
                    break;
                case '.':
                    out.append(dotAll.peek() ? "." : NO_BREAK);
                    at++;
                    break;
                case '*':
                case '+':
                case '?':
                    copy(1);
                    possessive();
                    break;
                case '{':
                    brace();
                    break;
                default:
                    copy(1);
            }
        }
    }

    /** A counted repeat, or a brace that stands for itself. */
    private void brace() {
        int end = at + 1;
        while (charAt(end) == ',' || charAt(end) >= '0' && charAt(end) <= '9') {
            end++;
        }
        boolean repeat = charAt(end) == '}' && end > at + 1;
        copy(repeat ? end + 1 - at : 1);
        if (repeat) {
            possessive();
        }
    }

    private void possessive() {
        if (charAt(at) == '+') {
            looks = true;
            copy(1);
        }
    }

    private void openGroup() {
        boolean inherited = dotAll.peek();
        copy(1);
        if (charAt(at) != '?') {
            dotAll.push(inherited);
            return;
        }
        if ("<=!>".indexOf(charAt(at + 1)) >= 0) {
            looks |= charAt(at + 1) != '<' || "=!".indexOf(charAt(at + 2)) >= 0;
            dotAll.push(inherited);
            copy(2);
            return;
        }
        int i = at + 1;
        boolean on = true;
        boolean dots = inherited;
        StringBuilder flags = new StringBuilder();
        for (; i < regex.length() && ":)".indexOf(regex.charAt(i)) < 0; i++) {
            char flag = regex.charAt(i);
            if (flag == '-') {
                on = false;
                flags.append('-');
            } else if (flag == 's' || flag == 'i' || flag == 'm') {
                dots = flag == 's' ? on : dots;
                flags.append(flag);
            } else if (flag != 'u') { // ignoring case is always Unicode's
                throw RegexException.of(
                        regex, "has the flag (?" + flag + "): only i, m, s and u are supported");
            }
        }
        String kept = flags.toString();
        kept = kept.endsWith("-") ? kept.substring(0, kept.length() - 1) : kept;
        at = i;
        if (charAt(i) == ')') {
            dotAll.pop();
            dotAll.push(dots);
            at++;
            if (kept.isEmpty()) {
                out.append("?:)"); // (?u) alone leaves nothing to say
            } else {
                out.append('?').append(kept).append(')');
            }
        } else {
            dotAll.push(dots);
            out.append('?').append(kept);
        }
    }

    private void characterClass() {
        copy(1);
        if (charAt(at) == '^') {
            copy(1);
        }
        if (charAt(at) == ']') {
            out.append("\\]");
            at++;
        }
        while (at < regex.length() && regex.charAt(at) != ']') {
            char c = regex.charAt(at);
            if (c == '\\') {
                escape(true);
            } else if (c == '[' || c == '&' && charAt(at + 1) == '&') {
                throw RegexException.of(
                        regex,
                        "has a character class inside of another ("
                                + (c == '[' ? "[" : "&&")
                                + "), which is not supported; write one class, with \\[ for a"
                                + " bracket");
            } else {
                copy(1);
            }
        }
        copy(1);
    }

    private void escape(boolean inClass) {
        char c = charAt(at + 1);
        switch (c) {
            case 'Q':
                quoted(inClass);
                return;
            case 's':
                replace(2, inClass ? SPACE : '[' + SPACE + ']');
                return;
            case 'h':
                replace(2, inClass ? HORIZONTAL : '[' + HORIZONTAL + ']');
                return;
            case 'v':
                replace(2, inClass ? VERTICAL : '[' + VERTICAL + ']');
                return;
            case 'e':
                replace(2, "\\x{1b}");
                return;
            case 'x':
                copy(charAt(at + 2) == '{' ? Math.max(2, regex.indexOf('}', at) + 1 - at) : 2);
                return;
            case 'u':
                codeUnit();
                return;
            case 'p':
            case 'P':
                property(inClass);
                return;
            default:
        }
        if (c >= 0x80) {
            replace(1, ""); // RE2 knows no escapes but ASCII's
            copy(1);
        } else if (inClass) {
            copy(2);
        } else {
            escapeOutsideClass(c);
        }
    }

    private void escapeOutsideClass(char c) {
        switch (c) {
            case 'S':
                replace(2, "[^" + SPACE + ']');
                break;
            case 'H':
                replace(2, "[^" + HORIZONTAL + ']');
                break;
            case 'V':
                replace(2, "[^" + VERTICAL + ']');
                break;
            case 'R':
                replace(2, "(?:\\r\\n|[" + VERTICAL + "])");
                break;
            case 'Z':
                replace(2, "\\z");
                break;
            case 'b':
                if (charAt(at + 2) == '{') {
                    throw RegexException.of(regex, "has \\b{…}, which is not supported; write \\b");
                }
                copy(2);
                break;
            default:
                copy(2);
        }
    }

    private void quoted(boolean inClass) {
        if (inClass) {
            throw RegexException.of(
                    regex,
                    "has \\Q inside of a character class, which is not supported; put \\ before"
                            + " each special character");
        }
        int end = regex.indexOf("\\E", at);
        copy((end < 0 ? regex.length() : end + 2) - at);
    }

    private void codeUnit() {
        int unit = hex(at + 2);
        if (unit < 0) {
            throw RegexException.of(regex, "has \\u without four hexadecimal digits after it");
        }
        int next =
                Character.isHighSurrogate((char) unit) && regex.startsWith("\\u", at + 6)
                        ? hex(at + 8)
                        : -1;
        boolean pair = next >= 0 && Character.isLowSurrogate((char) next);
        int codePoint = pair ? Character.toCodePoint((char) unit, (char) next) : unit;
        replace(pair ? 12 : 6, "\\x{" + Integer.toHexString(codePoint) + '}');
    }

    /** The four hexadecimal digits at the index, or -1. */
    private int hex(int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private void property(boolean inClass) {
        int end = charAt(at + 2) == '{' ? regex.indexOf('}', at) : -1;
        if (end < 0) {
            copy(2);
            return;
        }
        String name = regex.substring(at + 3, end);
        String known = PROPERTIES.get(name.toLowerCase(Locale.ROOT));
        boolean negated = charAt(at + 1) == 'P';
        if (known == null) {
            // A script, or a general category, which RE2 writes without "Is".
            String bare = name.startsWith("Is") ? name.substring(2) : name;
            out.append(negated ? "\\P{" : "\\p{").append(bare).append('}');
        } else if (known.startsWith("[:")) {
            String item = negated ? known.replace("[:", "[:^") : known;
            out.append(inClass ? item : '[' + item + ']');
        } else {
            out.append(negated ? known.replace("\\p", "\\P") : known);
        }
        at = end + 1;
    }

    private static Map<String, String> properties() {
        Map<String, String> known = new HashMap<>();
        for (String posix :
                List.of(
                        "Lower", "Upper", "ASCII", "Alpha", "Digit", "Alnum", "Punct", "Graph",
                        "Print", "Blank", "Cntrl", "XDigit", "Space")) {
            String name = posix.toLowerCase(Locale.ROOT);
            known.put(name, "[:" + name + ":]");
        }
        known.put("isalphabetic", "\\p{L}");
        known.put("isletter", "\\p{L}");
        known.put("isdigit", "\\p{Nd}");
        known.put("isuppercase", "\\p{Lu}");
        known.put("islowercase", "\\p{Ll}");
        known.put("ispunctuation", "\\p{P}");
        return Map.copyOf(known);
    }

    private void replace(int length, String replacement) {
        out.append(replacement);
        at += length;
    }

    private void copy(int length) {
        int end = Math.min(at + length, regex.length());
        out.append(regex, at, end);
        at = end;
    }

    private char charAt(int index) {
        return index < regex.length() ? regex.charAt(index) : '\0';
    }
}
