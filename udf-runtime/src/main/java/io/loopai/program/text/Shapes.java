package io.loopai.program.text;

/**
 * What a text looks like, whatever its words: shares, counts and things such as money or dates.
 *
 * <pre>{@code
 * Shapes s = Shapes.of("WINNER!! Claim £1000 at www.prize.example");
 * s.hasMoney()         // true
 * s.hasUrl()           // true
 * s.allCapsWords()     // 1
 * s.exclamations()     // 2
 *
 * if (s.hasUrl() && (s.hasMoney() || s.upperShare() > 0.5)) { … }
 * }</pre>
 *
 * <p>Everything is measured in one pass when the shapes are made, in time linear in the text; the
 * getters only return it. Shares are numbers from 0 to 1, and 0 for an empty text. The things are
 * recognised by their look, without a dictionary: expect a few wrong ones. Immutable; accepts every
 * text and throws only {@link NullPointerException}, for null.
 */
public final class Shapes {

    private final ShapeScan scan;

    private Shapes(ShapeScan scan) {
        this.scan = scan;
    }

    /** Measures a text. */
    public static Shapes of(String text) {
        return new Shapes(new ShapeScan(text));
    }

    /** How many characters; an emoji or another character beyond U+FFFF counts once. */
    public int length() {
        return scan.length;
    }

    /** How many words, as {@link Tokens#count(String)} counts them. */
    public int words() {
        return scan.words;
    }

    /**
     * How many lines, as {@link String#lines()} counts them: a break at the end begins no new line.
     */
    public int lines() {
        return scan.lines;
    }

    /** The share of digits, of any script, among all characters. */
    public double digitShare() {
        return share(scan.digits, scan.length);
    }

    /** The share of upper-case letters among all letters. */
    public double upperShare() {
        return share(scan.upper, scan.letters);
    }

    /** The share of characters beyond ASCII among all characters. */
    public double nonAsciiShare() {
        return share(scan.nonAscii, scan.length);
    }

    /** How many exclamation marks: {@code !} and the full-width {@code ！}. */
    public int exclamations() {
        return scan.exclamations;
    }

    /** How many question marks: {@code ?}, the full-width {@code ？} and the Arabic {@code ؟}. */
    public int questions() {
        return scan.questions;
    }

    /** How many words have two or more upper-case letters and no lower-case letter: "FREE", "B2B". */
    public int allCapsWords() {
        return scan.allCapsWords;
    }

    /**
     * Whether the first word is who, whom, whose, what, when, where, why, which or how, also with an
     * ending: "what's", "how're". English only.
     */
    public boolean startsWithQuestionWord() {
        return scan.questionWord;
    }

    /** Whether the last character that is no white space is a question mark. */
    public boolean endsWithQuestion() {
        return scan.endsWithQuestion;
    }

    /**
     * Whether two of {@code !} and {@code ?} stand side by side, or three times the same other ASCII
     * punctuation mark: "!!", "?!", "...", "---".
     */
    public boolean hasRepeatedPunctuation() {
        return scan.repeatedPunctuation;
    }

    /**
     * Whether a number stands beside a currency, before or after it, with at most one blank between:
     * any currency sign ($5, 5 €, £.50), one of the codes USD EUR GBP JPY CHF CNY INR CAD AUD, or
     * dollar(s), euro(s), pound(s), rupees or yen, in any case.
     */
    public boolean hasMoney() {
        return scan.money;
    }

    /**
     * Whether there is {@code http://}, {@code https://} or {@code ftp://} with a letter or digit
     * after it, {@code www.} with one after it, or a bare host that ends in .com .net .org .info .biz
     * .edu .gov or .io ("win.com/now"), e-mail addresses aside.
     */
    public boolean hasUrl() {
        return scan.url;
    }

    /**
     * Whether there is an e-mail address: an ASCII letter, digit or one of {@code _ - + %} before an
     * {@code @}, and a host with a dot and at least two letters behind it after the {@code @}.
     */
    public boolean hasEmail() {
        return scan.email;
    }

    /**
     * Whether there is something like a phone number: {@code +} and 7 to 15 digits; 10 to 15 digits
     * in groups of at least two (a single 1 may lead); 555-1234; 10 digits in one run that do not
     * begin with 1; or 11 that begin with 0 or 1. Groups are parted by one blank, hyphen, dot or
     * slash, and may stand in parentheses. Dates, four groups with dots (IP addresses), and numbers
     * beside letters, colons, per-cent signs or more digits are none, and without a {@code +} none
     * begins one blank after a digit.
     */
    public boolean hasPhone() {
        return scan.phone;
    }

    /** Whether there is a time of day: 9:05, 23:59:59, 5pm, 5 p.m. */
    public boolean hasTime() {
        return scan.time;
    }

    /**
     * Whether there is a date: 2026-01-31 and 31.01.2026 with hyphens, dots or slashes, in either
     * order of day and month; 1/31/26 with hyphens or slashes; or an English month, full or of three
     * letters, with a number beside it (31 May, May 31, May 2026).
     */
    public boolean hasDate() {
        return scan.date;
    }

    /**
     * Whether a token looks like an identifier in hexadecimal digits: a UUID, {@code 0x} and two or
     * more digits, or eight or more digits among which are both 0–9 and a–f. It must not touch other
     * letters or digits.
     */
    public boolean hasHexId() {
        return scan.hexId;
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0.0 : (double) part / whole;
    }
}
