package io.loopai.program.text;

import java.util.Set;

/** The one pass over a text behind {@link Shapes}, which says what each field means. */
final class ShapeScan {

    private static final Set<String> QUESTION_WORDS =
            Set.of("who", "whom", "whose", "what", "when", "where", "why", "which", "how");

    int length;
    int words;
    int lines;
    int digits;
    int letters;
    int upper;
    int nonAscii;
    int exclamations;
    int questions;
    int allCapsWords;
    boolean questionWord;
    boolean endsWithQuestion;
    boolean repeatedPunctuation;
    boolean money;
    boolean url;
    boolean email;
    boolean phone;
    boolean time;
    boolean date;
    boolean hexId;

    private final String text;

    /** Whether an @ came since the last white space: then a host is part of an e-mail address. */
    private boolean afterAt;

    private int wordEnd;
    private int wordUpper;
    private boolean wordLower;

    /** Where the last date ends: a date's digits are no phone number. */
    private int dateEnd;

    ShapeScan(String text) {
        this.text = text;
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            count(codePoint, i);
            word(codePoint, i);
            things(codePoint, i);
        }
        finishWord();
        if (!text.isEmpty() && !endsLine(text.length() - 1)) {
            lines++;
        }
    }

    private void count(int c, int i) {
        length++;
        if (c >= 128) {
            nonAscii++;
        }
        if (Character.isDigit(c)) {
            digits++;
        }
        if (Character.isLetter(c)) {
            letters++;
            if (Character.isUpperCase(c)) {
                upper++;
            }
        }
        boolean exclamation = c == '!' || c == '\uFF01';
        boolean question = c == '?' || c == '\uFF1F' || c == '\u061F';
        if (exclamation) {
            exclamations++;
        }
        if (question) {
            questions++;
        }
        if (Chars.isSpace(c)) {
            afterAt = false;
        } else {
            endsWithQuestion = question;
        }
        if (endsLine(i)) {
            lines++;
        }
        repeatedPunctuation |= Spot.repeatedPunctuation(text, i);
    }

    /** Whether a line ends with this char; of CR LF only the LF counts. */
    private boolean endsLine(int i) {
        char c = text.charAt(i);
        return c == '\n' || c == '\r' && Spot.at(text, i + 1) != '\n';
    }

    private void word(int c, int i) {
        if (i >= wordEnd && Chars.isWord(c)) {
            finishWord();
            wordEnd = Tokens.end(text, i);
            if (words++ == 0) {
                questionWord = isQuestionWord(i, wordEnd);
            }
        }
        if (i < wordEnd) {
            if (Character.isUpperCase(c)) {
                wordUpper++;
            }
            wordLower |= Character.isLowerCase(c);
        }
    }

    private void finishWord() {
        if (wordUpper >= 2 && !wordLower) {
            allCapsWords++;
        }
        wordUpper = 0;
        wordLower = false;
    }

    private boolean isQuestionWord(int start, int end) {
        int stem = start;
        while (stem < end && Chars.isAsciiLetter(text.charAt(stem))) {
            stem++;
        }
        boolean whole = stem == end || Chars.isApostrophe(text.charAt(stem));
        return whole
                && stem - start <= 5
                && QUESTION_WORDS.contains(Chars.lower(text.substring(start, stem)));
    }

    private void things(int c, int i) {
        if (c == '@') {
            afterAt = true;
            email = email || Spot.email(text, i);
        } else if (c == ':') {
            url = url || Spot.scheme(text, i);
        } else if (c == '.') {
            url = url || !afterAt && Spot.host(text, i);
        } else if (c == '+' || c == '(') {
            phone = phone || Spot.phone(text, i);
        } else if (Chars.isAsciiDigit(c)) {
            digit(i);
        } else if (Chars.isAsciiLetter(c)) {
            letter(i);
        } else if (Character.getType(c) == Character.CURRENCY_SYMBOL) {
            money = money || Spot.numberBeside(text, i, i + Character.charCount(c));
        }
    }

    private void digit(int i) {
        if (Chars.isAsciiDigit(Spot.at(text, i - 1))) {
            return;
        }
        int end = Spot.dateEnd(text, i);
        if (end > 0) {
            date = true;
            dateEnd = end;
        }
        time = time || Spot.time(text, i);
        phone = phone || i >= dateEnd && Spot.phone(text, i);
        hexId = hexId || Spot.hexId(text, i);
    }

    private void letter(int i) {
        if (Chars.isAsciiLetter(Spot.at(text, i - 1))) {
            return;
        }
        url = url || Spot.www(text, i);
        hexId = hexId || Spot.hexId(text, i);
        if (!money || !date) {
            String name = Spot.nameBesideNumber(text, i);
            money = money || Spot.isCurrency(name);
            date = date || Spot.isMonth(name);
        }
    }
}
