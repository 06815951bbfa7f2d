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
 * English words and beginnings of words in groups: a number in which a bit stands for each group, found by
 * the hash of the letters.
 *
 * <p>The file has the name of a group and a colon on a line of its own, then its entries, parted by blanks
 * and lines. One that ends in {@code *} is the beginning of all words that go on from there by at most
 * seven letters; of several beginnings of a word the longest counts, and an entry that is the whole word
 * counts besides.
 */
final class WordList {

    private static final char QUOTE = '\'';

    /** How many letters may follow a beginning. */
    private static final int LONGEST_ENDING = 7;

    /** With four slots for each entry or more, most look-ups are one. */
    private static final int SLOTS_FOR_ENTRY = 4;

    /** Bits in {@link #listed} for each slot. */
    private static final int BITS_FOR_SLOT = 8;

    private final List<String> groups;
    private final Map<String, Integer> entries;

    /** An entry is at its hash, or behind it where others were there before. */
    private final int[] hashes;

    /** The groups of whole words, and of beginnings; in an empty slot both are 0. */
    private final int[] whole;

    private final int[] beginning;

    /** A bit for each of so many remainders of hashes: most letters of most words end here. */
    private final long[] listed;

    /**
     * Reads a list.
     *
     * @param file beside this class
     * @param groups at most 32; their bits are in this order
     */
    WordList(String file, List<String> groups) {
        this.groups = groups;
        entries = read(file);
        int slots = Integer.highestOneBit(entries.size()) * 2 * SLOTS_FOR_ENTRY;
        hashes = new int[slots];
        whole = new int[slots];
        beginning = new int[slots];
        listed = new long[slots * BITS_FOR_SLOT / Long.SIZE];
        entries.forEach(this::put);
    }

    private Map<String, Integer> read(String file) {
        Map<String, Integer> found = new HashMap<>();
        int group = 0;
        for (String line : lines(file)) {
            if (line.endsWith(":")) {
                group = 1 << groups.indexOf(line.substring(0, line.length() - 1));
            } else {
                for (String entry : line.split(" +")) {
                    found.merge(entry, group, (one, other) -> one | other);
                }
            }
        }
        return Map.copyOf(found);
    }

    private static List<String> lines(String file) {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                WordList.class.getResourceAsStream(file),
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

    private void put(String entry, int groups) {
        boolean isBeginning = entry.endsWith("*");
        int hash = Hash.of(isBeginning ? entry.substring(0, entry.length() - 1) : entry);
        int slot = slot(hash);
        hashes[slot] = hash;
        listed[remainder(hash) >>> 6] |= 1L << remainder(hash);
        (isBeginning ? beginning : whole)[slot] |= groups;
    }

    private int slot(int hash) {
        int slot = hash & hashes.length - 1;
        while (hashes[slot] != hash && (whole[slot] | beginning[slot]) != 0) {
            slot = slot + 1 & hashes.length - 1;
        }
        return slot;
    }

    private int remainder(int hash) {
        return hash & listed.length * Long.SIZE - 1;
    }

    /** All entries, as they are written, with their groups. */
    Map<String, Integer> entries() {
        return entries;
    }

    /** The groups in the order of their bits. */
    List<String> groups() {
        return groups;
    }

    /**
     * Looks all words of a text up.
     *
     * @param to gets the groups of each word, in their order, 0 where it is not listed; as long as
     *     there may be words in the text
     * @return how many words there are
     */
    int find(char[] folded, int length, int[] to) {
        int words = 0;
        int at = 0;
        while (at < length) {
            // Words do not begin with the quotes before them.
            if (Folding.isWord(folded[at]) == 0 || folded[at] == QUOTE) {
                at++;
                continue;
            }
            int hash = Hash.EMPTY;
            int withoutQuotes = hash;
            int longest = 0;
            int endOfLongest = 0;
            // The text ends with a blank.
            while (Folding.isWord(folded[at]) == 1) {
                char c = folded[at++];
                hash = (hash ^ c) * Hash.FACTOR;
                // One that closes a quotation is no letter of the word.
                withoutQuotes = c == QUOTE ? withoutQuotes : hash;
                if (mayBeListed(hash)) {
                    int found = beginning[slot(hash)];
                    endOfLongest = found == 0 ? endOfLongest : at;
                    longest = found == 0 ? longest : found;
                }
            }
            int found = mayBeListed(withoutQuotes) ? whole[slot(withoutQuotes)] : 0;
            boolean near = at - endOfLongest <= LONGEST_ENDING;
            to[words++] = found | (near ? longest : 0);
        }
        return words;
    }

    /** Whether there is something to look up; mostly not where there is nothing. */
    private boolean mayBeListed(int hash) {
        int remainder = remainder(hash);
        return (listed[remainder >>> 6] >>> remainder & 1) != 0;
    }
}
