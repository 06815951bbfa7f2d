package io.loopai.program.text;

/** Reads the groups of digits that begin at one place and says whether they look like a phone. */
final class PhoneSpot {

    private static final int MOST_DIGITS = 15;

    private final String text;
    private final int start;
    private final boolean plus;
    private int digits;
    private int groups;
    private int firstGroup;
    private int lastGroup;

    /** The shortest group, a leading 1 aside. */
    private int shortestGroup = MOST_DIGITS;

    private boolean onlyDots = true;
    private boolean hyphen;
    private int end;

    PhoneSpot(String text, int start) {
        this.text = text;
        this.start = start;
        this.plus = Spot.at(text, start) == '+';
    }

    boolean found() {
        readGroups();
        return digits <= MOST_DIGITS && !goesOn() && looksLikePhone();
    }

    private void readGroups() {
        int i = plus ? start + 1 : start;
        while (digits <= MOST_DIGITS) {
            i = Spot.at(text, i) == '(' ? i + 1 : i;
            int from = i;
            while (Chars.isAsciiDigit(Spot.at(text, i)) && i - from <= MOST_DIGITS) {
                i++;
            }
            if (i == from) {
                return;
            }
            group(from, i);
            boolean closed = Spot.at(text, i) == ')';
            i = closed ? i + 1 : i;
            char parting = Spot.at(text, i);
            boolean parted = parting == ' ' || parting == '-' || parting == '.' || parting == '/';
            if (!parted && !closed) {
                return;
            }
            if (Chars.isAsciiDigit(Spot.at(text, i + 1))) {
                onlyDots &= parting == '.';
                hyphen |= parting == '-';
            }
            i = parted ? i + 1 : i;
        }
    }

    private void group(int from, int to) {
        int size = to - from;
        if (groups++ == 0) {
            firstGroup = size;
        }
        boolean leadingOne = groups == 1 && size == 1 && text.charAt(from) == '1';
        if (!leadingOne) {
            shortestGroup = Math.min(shortestGroup, size);
        }
        lastGroup = size;
        digits += size;
        end = to;
    }

    /** Whether the number is only a part of something longer. */
    private boolean goesOn() {
        char next = Spot.at(text, end);
        boolean decimals =
                (next == ',' || next == '.') && Chars.isAsciiDigit(Spot.at(text, end + 1));
        return Chars.isWord(next) || next == ':' || next == '%' || decimals;
    }

    private boolean looksLikePhone() {
        if (plus) {
            return digits >= 7;
        }
        if (groups == 1) {
            char first = text.charAt(Spot.at(text, start) == '(' ? start + 1 : start);
            return digits == 10 && first != '1' || digits == 11 && (first == '0' || first == '1');
        }
        if (groups == 2 && hyphen && firstGroup == 3 && lastGroup == 4) {
            return true;
        }
        boolean ipAddress = groups == 4 && onlyDots;
        return digits >= 10 && shortestGroup >= 2 && !ipAddress;
    }
}
