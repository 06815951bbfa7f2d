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

    /** What is between blanks or marks, but nothing but quotes. */
    private static final int NO_WORD = -1;

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

    private final ThreadLocal<Lately> lately = ThreadLocal.withInitial(Lately::new);

    /**
     * Reads a list.
     *
     * @param file beside this class
     * @param groups at most 31; their bits are in this order
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
     * @return how many words there are, but for quotes by themselves
     */
    int find(Scan text, int[] to) {
        Lately lately = this.lately.get();
        int count = 0;
        for (int i = 0; i < text.wordCount; i++) {
            long word = text.words[i];
            int place = Lately.place(word);
            if (lately.words[place] != word) {
                int found = lookUp(text.folded, text.ends[i]);
                lately.groups[place] = found;
                lately.words[place] = word;
            }
            to[count] = lately.groups[place];
            count += to[count] == NO_WORD ? 0 : 1;
        }
        return count;
    }

    /**
     * The groups of the word that ends there, or {@link #NO_WORD}.
     *
     * @param folded begins and ends with a blank
     */
    private int lookUp(char[] folded, int end) {
        int at = end;
        while (Folding.isWord(folded[at - 1])) {
            at--;
        }
        // Words do not begin with the quotes before them.
        while (at < end && folded[at] == QUOTE) {
            at++;
        }
        if (at == end) {
            return NO_WORD;
        }
        int hash = Hash.EMPTY;
        int withoutQuotes = hash;
        int longest = 0;
        int endOfLongest = 0;
        while (at < end) {
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
        boolean near = end - endOfLongest <= LONGEST_ENDING;
        return found | (near ? longest : 0);
    }

    /** Whether there is something to look up; mostly not where there is nothing. */
    private boolean mayBeIn(long[] filter, int hash) {
        int remainder = remainder(hash);
        return (filter[remainder >>> 6] >>> remainder & 1) != 0;
    }

    /**
     * The groups of words that were looked up lately, by their long hashes: most words of most texts are
     * among them, and looking at every letter again takes several times as long. Two words with the same
     * hash of 64 bits would be taken for the same.
     */
    private static final class Lately {

        private static final int BITS = 12;

        private final long[] words = new long[1 << BITS];
        private final int[] groups = new int[1 << BITS];

        private Lately() {
            // The hash 0 has not been looked up either: here is one of another place.
            words[place(0)] = 1;
        }

        private static int place(long word) {
            return (int) (word * 0x9E37_79B9_7F4A_7C15L >>> Long.SIZE - BITS);
        }
    }
}
