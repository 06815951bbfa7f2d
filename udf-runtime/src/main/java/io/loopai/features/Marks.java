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

    private final String text;
    private final int salt;
    private final FeatureList list;

    Marks(String text, int salt, FeatureList list) {
        this.text = text;
        this.salt = salt;
        this.list = list;
    }

    /**
     * @param opening what {@link Openings} says of the text
     */
    void find(int opening) {
        found(OPENING, opening);
        int last = -1;
        int firstWord = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            if (Character.isDigit(c)) {
                while (end < text.length() && Character.isDigit(text.charAt(end))) {
                    end++;
                }
                found(NUMBER, Math.min(end - at, MOST_DIGITS));
                last = '0';
            } else if (Character.isLetter(c)) {
                end = word(at, firstWord == 0);
                firstWord = 1;
                last = 'a';
            } else if (c > ' ' && !Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
                found(MARK, c);
                if (at > 0 && text.charAt(at - 1) == c) {
                    found(DOUBLED, c);
                }
                last = c;
            }
            at = end;
        }
        found(LAST, last);
    }

    /** Where the word ends that begins here. */
    private int word(int start, boolean first) {
        int end = start;
        int hash = 0;
        boolean capitals = true;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            char c = text.charAt(end++);
            capitals &= Character.isUpperCase(c);
            hash = hash * 31 + Character.toLowerCase(c);
        }
        if (first) {
            found(FIRST_WORD, hash);
        }
        if (capitals && end - start > 1) {
            found(CAPITALS, 0);
        }
        return end;
    }

    private void found(int kind, int what) {
        list.add(BLOCK, Hash.bucket(Hash.mix(Hash.mix(salt, kind), what)));
    }
}
