package io.loopai.features;

/**
 * What a text shows besides its words: punctuation, doubled or not, the last character, the first
 * word and its class, how long numbers are, words in capitals.
 */
final class Marks {

    private static final int MOST_DIGITS = 6;

    private static final int MARK = 1;
    private static final int DOUBLED = 2;
    private static final int LAST = 3;
    private static final int FIRST_WORD = 4;
    private static final int NUMBER = 5;
    private static final int CAPITALS = 6;
    private static final int OPENING = 7;

    private static final int BLOCK = Block.MARKS.ordinal();

    private final char[] text;
    private final int length;
    private final int salt;
    private final FeatureList list;
    private final int[] found;
    private final Vocabulary wanted;
    private int size;

    Marks(char[] text, int length, int salt, FeatureList list) {
        this.text = text;
        this.length = length;
        this.salt = salt;
        this.list = list;
        // Two for each character, the opening and the last one.
        this.found = list.room(2 * length + 2);
        this.wanted = list.wanted();
        this.size = list.size();
    }

    /**
     * @param opening what {@link Openings} says of the text
     */
    void find(int opening) {
        found(OPENING, opening);
        boolean first = true;
        int at = 0;
        while (at < length) {
            char c = text[at];
            CharKind kind = CharKind.of(c);
            // Most characters are blanks and small letters, and say nothing.
            if (kind == CharKind.BLANK || kind == CharKind.LETTER && !first) {
                at++;
            } else if (kind == CharKind.MARK) {
                found(MARK, c);
                if (at > 0 && text[at - 1] == c) {
                    found(DOUBLED, c);
                }
                at++;
            } else if (kind == CharKind.DIGIT) {
                int end = endOfNumber(at);
                found(NUMBER, Math.min(end - at, MOST_DIGITS));
                at = end;
            } else {
                if (first) {
                    firstWord(at);
                    first = false;
                }
                at = capitals(at);
            }
        }
        found(LAST, last());
        list.end(size);
    }

    private int endOfNumber(int start) {
        int end = start;
        while (end < length && CharKind.of(text[end]) == CharKind.DIGIT) {
            end++;
        }
        return end;
    }

    private void firstWord(int start) {
        int hash = 0;
        for (int at = start; at < length && CharKind.of(text[at]).isLetter(); at++) {
            hash = hash * 31 + Character.toLowerCase(text[at]);
        }
        found(FIRST_WORD, hash);
    }

    /** Where the capitals end that begin here, if a word begins here; one further in any case. */
    private int capitals(int start) {
        int end = start;
        while (end < length && CharKind.of(text[end]) == CharKind.CAPITAL) {
            end++;
        }
        boolean whole =
                (start == 0 || !CharKind.of(text[start - 1]).isLetter())
                        && (end == length || !CharKind.of(text[end]).isLetter());
        if (whole && end - start > 1) {
            found(CAPITALS, 0);
        }
        return Math.max(end, start + 1);
    }

    /** Of marks each is told apart. */
    private int last() {
        int at = length - 1;
        while (at >= 0 && CharKind.of(text[at]) == CharKind.BLANK) {
            at--;
        }
        if (at < 0) {
            return -1;
        }
        CharKind kind = CharKind.of(text[at]);
        return kind == CharKind.MARK ? text[at] : kind == CharKind.DIGIT ? '0' : 'a';
    }

    private void found(int kind, int what) {
        int bucket = Hash.bucket(Hash.mix(Hash.mix(salt, kind), what));
        size = FeatureList.put(found, size, wanted, BLOCK, bucket);
    }
}
