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
    private static final char ANY_ENDING = '*';

    /** How many letters may follow a beginning. */
    private static final int LONGEST_ENDING = 7;

    /** Every entry has two slots or more to itself, so that most look-ups are one. */
    private static final int SLOTS_FOR_ENTRY = 2;

    /** So that most letters of most words end at the filter. */
    private static final int BITS_FOR_SLOT = 8;

    private final List<String> groups;
    private final Map<String, Integer> entries;

    /**
     * An entry is at the hash of what is written, or behind it where others were there before: the hash in
     * the upper half, the groups in the lower one. 0 is an empty slot.
     */
    private final long[] table;

    /** A bit for each remainder of the hash of a beginning, without its star. */
    private final long[] beginnings;

    /** The same for words that are listed whole. */
    private final long[] words;

    /**
     * Reads a list.
     *
     * @param file beside this class
     * @param groups at most 32; their bits are in this order
     */
    WordList(String file, List<String> groups) {
        this.groups = groups;
        entries = read(file);
        table = new long[2 * SLOTS_FOR_ENTRY * Integer.highestOneBit(entries.size())];
        beginnings = new long[table.length * BITS_FOR_SLOT / Long.SIZE];
        words = new long[beginnings.length];
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
        boolean isBeginning = entry.charAt(entry.length() - 1) == ANY_ENDING;
        int letters = Hash.of(isBeginning ? entry.substring(0, entry.length() - 1) : entry);
        int remainder = remainder(letters);
        (isBeginning ? beginnings : words)[remainder >>> 6] |= 1L << remainder;
        int hash = Hash.of(entry);
        table[slot(hash)] |= (long) hash << Integer.SIZE | groups & 0xffff_ffffL;
    }

    /** Where a hash is, or would be. */
    private int slot(int hash) {
        int slot = hash & table.length - 1;
        while (table[slot] != 0 && (int) (table[slot] >>> Integer.SIZE) != hash) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    private int remainder(int hash) {
        return hash & beginnings.length * Long.SIZE - 1;
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
        int count = 0;
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
                if (mayBeIn(beginnings, hash)) {
                    int found = (int) table[slot((hash ^ ANY_ENDING) * Hash.FACTOR)];
                    endOfLongest = found == 0 ? endOfLongest : at;
                    longest = found == 0 ? longest : found;
                }
            }
            int found = mayBeIn(words, withoutQuotes) ? (int) table[slot(withoutQuotes)] : 0;
            boolean near = at - endOfLongest <= LONGEST_ENDING;
            to[count++] = found | (near ? longest : 0);
        }
        return count;
    }

    /** Whether there is something to look up; mostly not where there is nothing. */
    private boolean mayBeIn(long[] filter, int hash) {
        int remainder = remainder(hash);
        return (filter[remainder >>> 6] >>> remainder & 1) != 0;
    }
}
