package io.loopai.features;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * English words and beginnings of words with their tones, from {@code tones.txt}: a number in which a bit
 * stands for each tone, found by the hash of the letters.
 */
final class ToneWords {

    /** The tones in the order of their bits: first those of one side, then those of the other. */
    static final List<String> NAMES =
            List.of("praise", "joy", "hope", "criticism", "anger", "sadness", "fear", "not", "but");

    static final int PRAISE = 1;
    static final int CRITICISM = 1 << 3;
    static final int NOT = 1 << 7;
    static final int BUT = 1 << 8;

    /** How many of the tones are feelings or opinions; they come first. */
    static final int FEELINGS = 7;

    /** How many letters may follow a beginning. */
    static final int LONGEST_ENDING = 7;

    private static final int POSITIVE = 0b0000111;
    private static final int NEGATIVE = 0b1111000;

    /** A power of two, four times as many as there are words, so that most look-ups are one. */
    private static final int SLOTS = 1 << 12;

    /** An entry is at its hash, or behind it where others were there before. */
    private static final int[] HASHES = new int[SLOTS];

    /** The tones of whole words, and of beginnings; in an empty slot both are 0. */
    private static final short[] WHOLE = new short[SLOTS];

    private static final short[] BEGINNING = new short[SLOTS];

    /** A bit for each of so many remainders of hashes: most letters of most words end here. */
    private static final long[] LISTED = new long[1 << 9];

    static {
        read().forEach(ToneWords::put);
    }

    private ToneWords() {}

    private static void put(String entry, int tones) {
        boolean beginning = entry.endsWith("*");
        int hash = Hash.of(beginning ? entry.substring(0, entry.length() - 1) : entry);
        int slot = slot(hash);
        HASHES[slot] = hash;
        LISTED[remainder(hash) >>> 6] |= 1L << remainder(hash);
        (beginning ? BEGINNING : WHOLE)[slot] |= (short) tones;
    }

    private static int remainder(int hash) {
        return hash & LISTED.length * Long.SIZE - 1;
    }

    private static int slot(int hash) {
        int slot = hash & SLOTS - 1;
        while (HASHES[slot] != hash && (WHOLE[slot] | BEGINNING[slot]) != 0) {
            slot = slot + 1 & SLOTS - 1;
        }
        return slot;
    }

    /** All entries, as they are written, with their tones. */
    static Map<String, Integer> read() {
        Map<String, Integer> entries = new HashMap<>();
        int tone = 0;
        for (String line : lines()) {
            if (line.endsWith(":")) {
                tone = 1 << NAMES.indexOf(line.substring(0, line.length() - 1));
            } else {
                for (String entry : line.split(" +")) {
                    entries.merge(entry, tone, (one, other) -> one | other);
                }
            }
        }
        return entries;
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                ToneWords.class.getResourceAsStream("tones.txt"),
                                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    lines.add(line.strip());
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is something to look up; mostly not where there is nothing. */
    static boolean mayBeListed(int hash) {
        int remainder = remainder(hash);
        return (LISTED[remainder >>> 6] >>> remainder & 1) != 0;
    }

    /** The tones of a word that is listed whole; 0 for others. */
    static int whole(int hash) {
        return WHOLE[slot(hash)];
    }

    /** The tones of what begins with these letters, if they are listed so; or else 0. */
    static int beginning(int hash) {
        return BEGINNING[slot(hash)];
    }

    /** 1 for praise, joy and hope, -1 for their contraries, 0 for neither or both. */
    static int side(int tones) {
        int positive = (tones & POSITIVE) == 0 ? 0 : 1;
        int negative = (tones & NEGATIVE) == 0 ? 0 : 1;
        return positive - negative;
    }
}
