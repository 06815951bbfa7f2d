package io.loopai.privacy;

import java.util.List;
import java.util.Locale;
import org.apache.commons.validator.routines.IBANValidator;

/** Bank accounts by ISO 13616: the country's length and form, and the check digits. */
final class Ibans {

    private static final IBANValidator VALIDATOR = IBANValidator.getInstance();

    private Ibans() {}

    static void find(String text, List<Span> found) {
        for (int i = 0; i + 15 <= text.length(); i++) {
            if (isLetter(text.charAt(i))
                    && isLetter(text.charAt(i + 1))
                    && DigitRun.isDigit(text, i + 2)
                    && DigitRun.isDigit(text, i + 3)
                    && (i == 0 || !DigitRun.isWord(text.charAt(i - 1)) || isGlued(text, i))) {
                int end = end(text, i);
                if (end > 0) {
                    found.add(new Span(i, end, Kind.IBAN));
                    i = end;
                }
            }
        }
    }

    /** As in ibanDE02… */
    private static boolean isGlued(String text, int at) {
        return Character.isLowerCase(text.charAt(at - 1)) && Character.isUpperCase(text.charAt(at));
    }

    /** Where the account that starts here ends; 0 when it is none. */
    private static int end(String text, int start) {
        String country = text.substring(start, start + 2).toUpperCase(Locale.ROOT);
        IBANValidator.Validator form = VALIDATOR.getValidator(country);
        if (form == null) {
            return 0;
        }
        StringBuilder account = new StringBuilder();
        int i = start;
        while (i < text.length() && account.length() < form.getIbanLength()) {
            char c = text.charAt(i);
            if (DigitRun.isDigit(text, i) || isLetter(c)) {
                account.append(Character.toUpperCase(c));
            } else if (c != ' ' && c != '-' && c != '.' || !account(text, i + 1)) {
                return 0;
            }
            i++;
        }
        boolean ends = i == text.length() || !DigitRun.isWord(text.charAt(i));
        return ends && VALIDATOR.isValid(account.toString()) ? i : 0;
    }

    private static boolean account(String text, int at) {
        return DigitRun.isDigit(text, at) || at < text.length() && isLetter(text.charAt(at));
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
