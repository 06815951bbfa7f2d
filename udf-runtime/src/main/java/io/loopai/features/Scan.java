package io.loopai.features;

/**
 * What one pass over a text finds: the text in one form for texts that count as the same, the hashes of
 * its words, and the places that are worth a look for {@link Marks}.
 *
 * <p>Where a word ends or a mark stands is hard to guess for a processor, so the pass has no branches:
 * it writes down a word and a place at each character, and counts those that are some. Used for one
 * text after the other.
 */
final class Scan {

    /** Longer texts are rare: what they needed is not kept. */
    private static final int MOST_KEPT = 1 << 16;

    /** The text as it is. */
    char[] plain = {};

    int plainLength;

    /** In lower case, with straight apostrophes, and one blank for white space and at either end. */
    char[] folded = {};

    int length;

    /** Of each word, in their order, its hash: the lower half is what features are made of. */
    long[] words = {};

    /** Behind each word, in the folded text. */
    int[] ends = {};

    int wordCount;

    /** Where the plain text has marks, digits and capitals. */
    int[] places = {};

    int placeCount;

    /** What {@link #lookUp} found. */
    int[] listed = {};

    /**
     * Looks a text through.
     *
     * @param masked whether every digit becomes 0
     * @param salt what the hash of every word begins with
     */
    void read(String text, boolean masked, int salt) {
        makeRoom(text.length());
        plainLength = text.length();
        text.getChars(0, plainLength, plain, 0);
        folded[0] = ' ';
        int to = 1;
        int blankBefore = 1;
        int wordBefore = 0;
        int wordsEnded = 0;
        int[] table = Folding.table(masked);
        long seed = Hash.lengthened(salt);
        long hash = seed;
        int found = 0;
        for (int i = 0; i < plainLength; i++) {
            int known = table[plain[i]];
            places[found] = i;
            found += Folding.place(known);

            char c = Folding.folded(known);
            int blank = c - ' ' - 1 >>> Integer.SIZE - 1;
            folded[to] = c;
            ends[wordsEnded] = to;
            to += 1 - (blank & blankBefore);
            blankBefore = blank;

            int word = Folding.word(known);
            words[wordsEnded] = hash;
            wordsEnded += wordBefore & ~word;
            // Times nothing, plus the seed, where no word goes on.
            hash = (hash ^ c) * (Hash.LONG_FACTOR & -word) + (seed & word - 1);
            wordBefore = word;
        }
        folded[to] = ' ';
        words[wordsEnded] = hash;
        ends[wordsEnded] = to;
        length = to + 1 - blankBefore;
        wordCount = wordsEnded + wordBefore;
        placeCount = found;
    }

    /**
     * Looks the words of the text up in a list.
     *
     * @return how many words there are, but for quotes by themselves; {@link #listed} has the groups of
     *     each
     */
    int lookUp(WordList list) {
        if (listed.length != words.length) {
            listed = new int[words.length];
        }
        return list.find(this, listed);
    }

    private void makeRoom(int characters) {
        int needed = characters + 2;
        if (folded.length < needed || folded.length > Math.max(needed, MOST_KEPT)) {
            plain = new char[characters];
            // One is written behind the last.
            places = new int[characters + 1];
            // Words are parted; one is written behind the last.
            words = new long[characters / 2 + 2];
            ends = new int[words.length];
            // A blank at either end. Last, for its length is what the next text is compared with,
            // be there memory for the others or not.
            folded = new char[needed];
        }
    }
}
