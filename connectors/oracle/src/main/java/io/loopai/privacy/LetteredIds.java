package io.loopai.privacy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;

/** National ids in which letters stand, with their check characters where they have them. */
final class LetteredIds {

    private static final int LEAST_DIGITS = 4;

    private static final Pattern ANY =
            Pattern.compile(
                    "(?i)\\b(?:"
                            + "(?P<gb>[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d\\d ?\\d\\d ?\\d\\d ?[A-D])"
                            + "|(?P<es>(?:\\d{8}|\\d{1,2}\\.\\d{3}\\.\\d{3}|[XYZ][ -]?\\d{7})[ -]?[A-Z])"
                            + "|(?P<it>[A-Z]{6}[\\dL-V]{2}[A-EHLMPR-T][\\dL-V]{2}[A-Z][\\dL-V]{3}[A-Z]"
                            + "|[A-Z]{3} [A-Z]{3} [\\dL-V]{2}[A-EHLMPR-T][\\dL-V]{2} [A-Z][\\dL-V]{3}[A-Z])"
                            + "|(?P<in>[A-Z]{3}[PCHFATBLJG][A-Z]\\d{4}[A-Z])"
                            + "|(?P<fi>\\d{6}[-+A-F]\\d{3}[\\dA-FHJ-NPR-Y])"
                            + "|(?P<mx>[A-Z]{4}\\d{6}[HMX][A-Z]{5}[A-Z\\d]\\d)"
                            + "|(?P<fr>[12] ?\\d\\d ?\\d\\d ?2[AB] ?\\d{3} ?\\d{3} ?\\d\\d)"
                            + "|(?P<de>\\d{2} ?\\d{6} ?[A-Z] ?\\d{3})"
                            + "|(?P<cn>[1-9]\\d{5}(?:19|20)\\d{9}[\\dX])"
                            + ")\\b");

    private static final String DNI = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private static final int[] ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private LetteredIds() {}

    static void find(String text, List<Span> found) {
        long digits = text.chars().filter(c -> c >= '0' && c <= '9').limit(LEAST_DIGITS).count();
        if (digits < LEAST_DIGITS) {
            return;
        }
        Matcher id = ANY.matcher(text);
        while (id.find()) {
            if (isId(id)) {
                found.add(new Span(id.start(), id.end(), Kind.NATIONAL_ID));
            }
        }
    }

    private static boolean isId(Matcher id) {
        String plain = id.group().replaceAll("[ .-]", "").toUpperCase(Locale.ROOT);
        if (id.group("gb") != null) {
            return !"BG GB NK KN TN NT ZZ".contains(plain.substring(0, 2));
        }
        if (id.group("es") != null) {
            return spanish(plain);
        }
        if (id.group("it") != null) {
            return italian(plain);
        }
        if (id.group("fi") != null) {
            return finnish(id.group().toUpperCase(Locale.ROOT));
        }
        if (id.group("in") != null) {
            return id.group().equals(plain);
        }
        if (id.group("cn") != null) {
            return chinese(plain);
        }
        if (id.group("de") != null) {
            return german(plain);
        }
        return id.group("mx") != null || corsican(plain);
    }

    private static boolean spanish(String id) {
        int first = "XYZ".indexOf(id.charAt(0));
        String digits = first < 0 ? id : first + id.substring(1);
        int number = Integer.parseInt(digits.substring(0, digits.length() - 1));
        return DNI.charAt(number % DNI.length()) == id.charAt(id.length() - 1);
    }

    private static boolean italian(String id) {
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = id.charAt(i);
            int value = Character.isDigit(c) ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? ODD[value] : value;
        }
        return 'A' + sum % 26 == id.charAt(15);
    }

    private static boolean finnish(String id) {
        int day = CheckDigits.sum(id, 10, 1);
        int month = CheckDigits.sum(id.substring(2), 10, 1);
        int number = Integer.parseInt(id.substring(0, 6) + id.substring(7, 10));
        return CheckDigits.isDay(month, day) && FINNISH.charAt(number % 31) == id.charAt(10);
    }

    /** ISO/IEC 7064, MOD 11-2. */
    private static boolean chinese(String id) {
        int sum = CheckDigits.sum(id, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
        return "10X98765432".charAt(sum % 11) == id.charAt(17);
    }

    /** Germany's pension insurance: the letter counts as its two-digit place in the alphabet. */
    private static boolean german(String id) {
        String digits =
                id.substring(0, 8)
                        + String.format(Locale.ROOT, "%02d", id.charAt(8) - 'A' + 1)
                        + id.substring(9);
        int[] weights = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            int product = CheckDigits.digit(digits, i) * weights[i];
            sum += product / 10 + product % 10;
        }
        int day = CheckDigits.sum(digits.substring(2), 10, 1);
        int month = CheckDigits.sum(digits.substring(4), 10, 1);
        return CheckDigits.isDay(month, day) && sum % 10 == CheckDigits.digit(digits, 12);
    }

    /** Corsica's departments count as 19 and 18. */
    private static boolean corsican(String id) {
        String digits = id.replace("2A", "19").replace("2B", "18");
        return 97 - Long.parseLong(digits.substring(0, 13)) % 97
                == Long.parseLong(digits.substring(13));
    }
}
