package io.loopai.program.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a text.
 *
 * <pre>{@code
 * Tokens.words("Don't WAIT: call 0800-1234!")      // [don't, wait, call, 0800, 1234]
 * Tokens.contains("Win a prize", "win")            // true, case is ignored
 * Tokens.contains("Winter is here", "win")         // false, only whole words count
 * Tokens.count("free, FREE, freedom", "free")      // 2
 * Tokens.bigrams("win a prize")                    // [win a, a prize]
 * }</pre>
 *
 * <p>A word is a run of letters and digits of any script, accents included; an apostrophe between
 * two of them belongs to the word, and a curly one is returned straight. Everything else parts
 * words: blanks, hyphens, underscores, dots, emoji. Scripts without blanks, such as Chinese, give
 * one word per run: look for their words with {@link PhraseSet#anywhere()}.
 *
 * <p>To look for many words, or for phrases, use {@link PhraseSet}: it finds all in one pass.
 *
 * <p>All methods take time linear in the text, accept every string, and throw only {@link
 * NullPointerException}, for null. The lists are new and the caller's to change.
 */
public final class Tokens {

    private Tokens() {}

    /**
     * The text in lower case, the same on every machine, with straight apostrophes. Prefer it to
     * {@link String#toLowerCase()}, which needs seconds for a few thousand Greek capital sigmas
     * because it looks for the end of the word at each; here a sigma always becomes σ. The result is
     * as long as the text.
     */
    public static String lowerCase(String text) {
        return Chars.lower(text);
    }

    /** The words in lower case, in the order of the text. */
    public static List<String> words(String text) {
        return wordsAsWritten(Chars.lower(text));
    }

    /** The words as the text writes them: upper case and curly apostrophes stay. */
    public static List<String> wordsAsWritten(String text) {
        List<String> words = new ArrayList<>();
        int end;
        for (int start = start(text, 0); start < text.length(); start = start(text, end)) {
            end = end(text, start);
            words.add(text.substring(start, end));
        }
        return words;
    }

    /** The first word in lower case, or "" when the text has none. */
    public static String first(String text) {
        int start = start(text, 0);
        return start == text.length() ? "" : Chars.lower(text.substring(start, end(text, start)));
    }

    /** Each two neighbouring words in lower case with a blank between them. */
    public static List<String> bigrams(String text) {
        List<String> words = words(text);
        List<String> bigrams = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            bigrams.add(words.get(i - 1) + ' ' + words.get(i));
        }
        return bigrams;
    }

    /** How many words the text has. */
    public static int count(String text) {
        int count = 0;
        for (int at = start(text, 0); at < text.length(); at = start(text, end(text, at))) {
            count++;
        }
        return count;
    }

    /**
     * How often the word is among the text's words, ignoring case.
     *
     * @param word one whole word; anything else, such as {@code "free entry"} or {@code "c++"}, is
     *     never found: use {@link PhraseSet}
     */
    public static int count(String text, String word) {
        int wanted = word.length();
        int count = 0;
        int end;
        for (int start = start(text, 0); start < text.length(); start = start(text, end)) {
            end = end(text, start);
            if (end - start == wanted && sameIgnoringCase(text, start, word)) {
                count++;
            }
        }
        return count;
    }

    /** Whether the word is among the text's words, as {@link #count(String, String)} finds them. */
    public static boolean contains(String text, String word) {
        return count(text, word) > 0;
    }

    /** Where the next word begins at or after {@code from}; the text's length when there is none. */
    static int start(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            if (Chars.isWord(codePoint)) {
                break;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    /** Where the word that begins at {@code start} ends, exclusive. */
    static int end(String text, int start) {
        int at = start;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            boolean inside =
                    Chars.isWord(codePoint)
                            || Chars.isApostrophe(codePoint)
                                    && at + 1 < text.length()
                                    && Chars.isWord(text.codePointAt(at + 1));
            if (!inside) {
                break;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    private static boolean sameIgnoringCase(String text, int start, String word) {
        int codePoint;
        for (int i = 0; i < word.length(); i += Character.charCount(codePoint)) {
            codePoint = word.codePointAt(i);
            if (Chars.fold(codePoint) != Chars.fold(text.codePointAt(start + i))) {
                return false;
            }
        }
        return true;
    }
}
