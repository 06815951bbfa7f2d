package io.loopai.features;

import java.util.List;

/** English words with their tones, from {@code tones.txt}. */
final class ToneWords {

    static final int PRAISE = 1;
    static final int CRITICISM = 1 << 3;
    static final int NOT = 1 << 7;
    static final int BUT = 1 << 8;

    /** How many of the tones are feelings or opinions; they come first. */
    static final int FEELINGS = 7;

    static final int ALL_FEELINGS = (1 << FEELINGS) - 1;

    /** The tones in the order of their bits: first those of one side, then those of the other. */
    static final WordList LIST =
            new WordList(
                    "tones.txt",
                    List.of(
                            "praise",
                            "joy",
                            "hope",
                            "criticism",
                            "anger",
                            "sadness",
                            "fear",
                            "not",
                            "but"));

    private static final int POSITIVE = 0b0000111;
    private static final int NEGATIVE = 0b1111000;

    private ToneWords() {}

    /** 1 for praise, joy and hope, -1 for their contraries, 0 for neither or both. */
    static int side(int tones) {
        int positive = (tones & POSITIVE) == 0 ? 0 : 1;
        int negative = (tones & NEGATIVE) == 0 ? 0 : 1;
        return positive - negative;
    }
}
