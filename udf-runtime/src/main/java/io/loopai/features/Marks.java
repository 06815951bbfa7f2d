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

    private final Scan scan;
    private final char[] text;
    private final int length;
    private final int salt;
    private final FeatureList list;
    private final int[] found;
    private final Vocabulary wanted;
    private int size;

    Marks(Scan scan, int salt, FeatureList list) {
        this.scan = scan;
        this.text = scan.plain;
        this.length = scan.plainLength;
        this.salt = salt;
        this.list = list;
        // Two for each place, the opening, the first word and the last character.
        this.found = list.room(2 * scan.placeCount + 3);
        this.wanted = list.wanted();
        this.size = list.size();
    }

    void find() {
        found(OPENING, Openings.of(scan.folded, scan.length));
        int firstLetter = firstLetter();
        int at = 0;
        for (int i = 0; i < scan.placeCount; i++) {
            int place = scan.places[i];
            if (place >= firstLetter) {
                firstWord(firstLetter);
                firstLetter = length;
            }
            if (place >= at) {
                at = find(place);
            }
        }
        if (firstLetter < length) {
            firstWord(firstLetter);
        }
        found(LAST, last());
        list.end(size);
    }

    /** What begins at this place, and where it ends. */
    private int find(int place) {
        char c = text[place];
        switch (CharKind.of(c)) {
            case MARK:
                found(MARK, c);
                if (place > 0 && text[place - 1] == c) {
                    found(DOUBLED, c);
                }
                return place + 1;
            case DIGIT:
                int end = endOfNumber(place);
                found(NUMBER, Math.min(end - place, MOST_DIGITS));
                return end;
            default:
                return capitals(place);
        }
    }

    private int firstLetter() {
        int at = 0;
        while (at < length && !CharKind.of(text[at]).isLetter()) {
            at++;
        }
        return at;
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
            hash = hash * 31 + Folding.fold(text[at]);
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
