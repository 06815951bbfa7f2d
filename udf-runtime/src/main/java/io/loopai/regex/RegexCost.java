package io.loopai.regex;

/**
 * Bounds the size of the automaton that a pattern compiles to, before it is compiled: repeats
 * multiply, so a few characters can ask for billions of instructions.
 *
 * <p>Reads just enough of the syntax to tell atoms, groups and repeats apart. What is malformed is
 * left for the compiler to refuse.
 */
final class RegexCost {

    private final String shown;
    private final String regex;
    private final int limit;
    private int at;
    private int open;

    /** The cost so far of each open group, and of the whole pattern in the first place. */
    private final long[] cost;

    /** The cost of the last atom, which a repeat would multiply. */
    private long last;

    private RegexCost(String shown, String regex, int limit, int deepest) {
        this.shown = shown;
        this.regex = regex;
        this.limit = limit;
        this.cost = new long[deepest + 1];
    }

    /**
     * An upper bound of the number of instructions, or the first sum that is over the limit.
     *
     * @param shown the pattern as its author wrote it
     * @throws RegexException for look-around and back-references
     */
    static long of(String shown, String regex, int limit) {
        return new RegexCost(shown, regex, limit, regex.length()).read();
    }

    /** The index behind the character, escape or character class that begins at the index. */
    static int endOfAtom(String regex, int from) {
        RegexCost reader = new RegexCost(regex, regex, Integer.MAX_VALUE, 0);
        reader.at = from;
        if (regex.charAt(from) == '{') {
            return from + 1;
        }
        reader.readOne();
        return reader.at;
    }

    private long read() {
        while (at < regex.length()) {
            readOne();
            if (cost[open] > limit) {
                return cost[open];
            }
        }
        long sum = 3; // "match", "fail", and a step where there is nothing to match
        for (int i = 0; i <= open; i++) {
            sum += cost[i];
        }
        return sum;
    }

    private void readOne() {
        switch (regex.charAt(at)) {
            case '\\':
                escape();
                break;
            case '[':
                skipClass();
                atom(1);
                break;
            case '(':
                openGroup();
                break;
            case ')':
                closeGroup();
                break;
            case '|':
                cost[open] += 2;
                last = 0;
                at++;
                break;
            case '*':
            case '+':
            case '?':
                cost[open] += 2; // one, and another when what is repeated can be empty
                last += 2;
                at++;
                break;
            case '{':
                repeat();
                break;
            default:
                atom(1);
                at += Character.charCount(regex.codePointAt(at));
        }
    }

    private void atom(long size) {
        cost[open] += size;
        last = size;
    }

    private void escape() {
        char escaped = charAt(at + 1);
        if (escaped >= '1' && escaped <= '9' || escaped == 'k' && charAt(at + 2) == '<') {
            throw unsupported("a back-reference");
        }
        if (escaped == 'Q') {
            int end = regex.indexOf("\\E", at + 2);
            int stop = end < 0 ? regex.length() : end;
            cost[open] += stop - (at + 2);
            last = 1;
            at = end < 0 ? stop : stop + 2;
            return;
        }
        atom(1);
        at = Math.min(at + 2, regex.length());
        boolean braces = escaped == 'x' || escaped == 'p' || escaped == 'P';
        if (braces && charAt(at) == '{') {
            at = after("}", at);
        }
    }

    private void skipClass() {
        int i = at + 1;
        if (charAt(i) == '^') {
            i++;
        }
        if (charAt(i) == ']') {
            i++;
        }
        while (i < regex.length() && regex.charAt(i) != ']') {
            if (regex.charAt(i) == '\\') {
                i += 2;
            } else if (regex.startsWith("[:", i) && regex.indexOf(":]", i + 2) >= 0) {
                i = after(":]", i + 2);
            } else {
                i++;
            }
        }
        at = Math.min(i + 1, regex.length());
    }

    private void openGroup() {
        open++;
        cost[open] = 3; // two instructions to capture, one in case the group is empty
        last = 0;
        at++;
        if (charAt(at) != '?') {
            return;
        }
        char kind = charAt(at + 1);
        char next = charAt(at + 2);
        if (kind == '=' || kind == '!') {
            throw unsupported("look-ahead");
        }
        if (kind == '<' && (next == '=' || next == '!')) {
            throw unsupported("look-behind");
        }
        // What stands before ':' or '>' are flags or a name, no atoms.
        while (at < regex.length() && ":>)".indexOf(regex.charAt(at)) < 0) {
            at++;
        }
        if (charAt(at) != ')') {
            at = Math.min(at + 1, regex.length());
        }
    }

    private void closeGroup() {
        at++;
        if (open > 0) {
            long size = cost[open];
            open--;
            atom(size);
        }
    }

    private void repeat() {
        int i = at + 1;
        int min = number(i);
        i = afterDigits(i);
        int max = min;
        if (charAt(i) == ',') {
            max = charAt(i + 1) == '}' ? Integer.MAX_VALUE : number(i + 1);
            i = afterDigits(i + 1);
        }
        if (min < 0 || max < 0 || charAt(i) != '}') {
            atom(1); // a brace that stands for itself
            at++;
            return;
        }
        long repeated;
        if (max == Integer.MAX_VALUE) {
            repeated = last * Math.max(min, 1) + 1;
        } else {
            repeated = last * min + (last + 1) * Math.max(max - min, 0);
        }
        // x{0} compiles to nothing, but counts as x all the same.
        repeated = Math.max(repeated, last);
        cost[open] += repeated - last;
        last = repeated;
        at = i + 1;
    }

    /**
     * The number at the index, at most a million; -1 where there is none, or one with a leading zero:
     * RE2 takes its braces for characters.
     */
    private int number(int from) {
        int end = afterDigits(from);
        if (end == from || regex.charAt(from) == '0' && end > from + 1) {
            return -1;
        }
        return end - from > 6 ? 1_000_000 : Integer.parseInt(regex.substring(from, end));
    }

    private int afterDigits(int from) {
        int i = from;
        while (charAt(i) >= '0' && charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private int after(String closing, int from) {
        int found = regex.indexOf(closing, from);
        return found < 0 ? regex.length() : found + closing.length();
    }

    private char charAt(int index) {
        return index < regex.length() ? regex.charAt(index) : '\0';
    }

    private RegexException unsupported(String what) {
        return RegexException.notLinear(shown, what);
    }
}
