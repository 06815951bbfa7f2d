package io.loopai.privacy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Phone numbers that libphonenumber holds for valid: with a country code; or written as only phone
 * numbers are; or after a word such as "phone", in any of the countries here.
 */
final class Phones {

    private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();

    /** Where numbers begin with a 0 inside the country. */
    private static final List<String> WITH_ZERO =
            List.of(
                    "DE", "GB", "FR", "NL", "AU", "IT", "BE", "CH", "AT", "SE", "JP", "IN", "TR",
                    "KR", "NZ", "ZA", "IE", "FI", "RO", "NG", "ID", "MY", "PH", "VN", "IL", "UA",
                    "EG", "PK", "HR", "SK", "TH", "TW");

    private static final List<String> WITHOUT_ZERO =
            List.of(
                    "US", "ES", "PL", "BR", "PT", "MX", "DK", "NO", "CZ", "GR", "CN", "IN", "IT",
                    "SG", "HK", "RU", "AR", "CO", "CL", "SA", "AE", "TH", "FR", "DE", "GB");

    /** How mobile numbers are grouped where they begin with no 0. */
    private static final Map<String, String> WRITTEN =
            Map.of(
                    "5-5",
                    "IN",
                    "3-4-4",
                    "CN",
                    "2-5-4",
                    "BR",
                    "1-3-3-2-2",
                    "RU",
                    "3-3-3",
                    "ES",
                    "3-2-2-2",
                    "ES",
                    "2-4-4",
                    "MX");

    private static final int LEAST = 7;
    private static final int MOST = 15;

    /** A plus and so many digits are a phone number, whether that one is given out or not. */
    private static final int LEAST_SURE = 10;

    private static final int LONGEST_AREA = 5;
    private static final Pattern PAIRS = Pattern.compile("2(?:-2)*");

    /** Without the area's code, which must be announced. */
    private static final Set<String> LOCAL =
            Set.of("3-4", "4-4", "3-2-2", "2-2-3", "3-3-2", "2-2-2-2", "2-3-2", "2-3-3", "4-3");

    private static final Pattern YEAR_FIRST = Pattern.compile("4-[12]-[12]");
    private static final Pattern YEAR_LAST = Pattern.compile("[12]-[12]-[24]");
    private static final Pattern AMOUNT =
            Pattern.compile(
                    "(?i)^(?:,\\d| ?(?:[$€£¥₽₹]|(?:eur|usd|gbp|chf|pln|zł|kr|rub|euros?|dollars?|bytes|[kmg]?b|km|m|kg|t|rows|records|users|people)\\b))");

    private static final int MOST_LOOK_UPS = 5_000;

    private int lookUps;

    private Phones() {}

    /** Whether all could be looked up. */
    static boolean find(List<DigitRun> runs, List<Span> found) {
        Phones phones = new Phones();
        for (DigitRun run : runs) {
            phones.find(run, found);
        }
        return phones.lookUps <= MOST_LOOK_UPS;
    }

    private void find(DigitRun run, List<Span> found) {
        for (int from = 0; from < run.groups() && lookUps <= MOST_LOOK_UPS; from++) {
            Start start = Start.of(run, from);
            int to = start == null ? -1 : longest(run, from, start);
            if (to >= 0) {
                found.add(new Span(start.at, run.end(to), Kind.PHONE));
                from = to;
            }
        }
    }

    /** How a number begins: where, with or without a country code, and whether a word announces it. */
    private record Start(
            int at, boolean international, boolean plus, boolean bracket, boolean named) {

        static Start of(DigitRun run, int group) {
            String text = run.text();
            int at = run.start(group);
            boolean bracket = at > 0 && text.charAt(at - 1) == '(';
            at -= bracket ? 1 : 0;
            boolean plus = at > 0 && text.charAt(at - 1) == '+';
            at -= plus ? 1 : 0;
            at -= plus && at > 0 && text.charAt(at - 1) == '(' ? 1 : 0;
            if (!plus && at > 2 && text.regionMatches(true, at - 3, "%2B", 0, 3)) {
                at -= 3;
                return new Start(at, true, true, bracket, Cues.phone(text, at));
            }
            char before = at > 0 ? text.charAt(at - 1) : ' ';
            boolean money = "$€£¥".indexOf(before) >= 0;
            boolean decimal = (before == ',' || before == '.') && DigitRun.isDigit(text, at - 2);
            boolean seconds = before == ':' && DigitRun.isDigit(text, at - 2);
            seconds &= run.end(group) - run.start(group) == 2;
            if (DigitRun.isWord(before) || money || decimal || seconds) {
                return null;
            }
            boolean zeros = text.startsWith("00", run.start(group)) && !plus;
            return new Start(at, plus || zeros, plus, bracket, Cues.phone(text, at));
        }
    }

    /** The last group of the longest number that starts here; -1 when none does. */
    private int longest(DigitRun run, int from, Start start) {
        int to = from;
        int digits = run.end(from) - run.start(from);
        while (to + 1 < run.groups() && digits + run.end(to + 1) - run.start(to + 1) <= MOST) {
            to++;
            digits += run.end(to) - run.start(to);
        }
        for (; to >= from && digits >= LEAST; to--) {
            if (digits <= MOST && ends(run, to) && isPhone(run, from, to, start)) {
                return to;
            }
            digits -= run.end(to) - run.start(to);
        }
        return -1;
    }

    private static boolean ends(DigitRun run, int to) {
        int end = run.end(to);
        return end == run.text().length()
                || !DigitRun.isWord(run.text().charAt(end)) && run.text().charAt(end) != '%';
    }

    private boolean isPhone(DigitRun run, int from, int to, Start start) {
        String digits = run.digitsOf(from, to);
        if (start.international) {
            String number = digits.startsWith("00") ? digits.substring(2) : digits;
            boolean sure = start.plus && (from != to || number.length() >= LEAST_SURE);
            if (!start.plus && !start.named && Cues.reference(run.text(), start.at)) {
                return false;
            }
            return number.length() >= LEAST && (isValid("+" + number, "ZZ", sure || start.named));
        }
        if (isDate(run, from, to) || isSpan(run, from, to)) {
            return false;
        }
        String shape = run.shape(from, to);
        if (start.named) {
            return isValidIn(digits.startsWith("0") ? WITH_ZERO : WITHOUT_ZERO, digits, true)
                    || from != to && LOCAL.contains(shape) && !isSpan(run, from, to);
        }
        if (Cues.reference(run.text(), start.at)) {
            return false;
        }
        boolean zero = digits.startsWith("0");
        if (shape.equals("3-3-4") && !zero || shape.equals("1-3-3-4") && digits.startsWith("1")) {
            return isValidIn(List.of("US", "CA"), digits, false);
        }
        if (zero && digits.charAt(1) != '0') {
            return grouped(run, from, to)
                    && digits.length() >= 9
                    && isValidIn(WITH_ZERO, digits, false);
        }
        String written = WRITTEN.get(shape);
        if (written != null
                && !start.bracket
                && !run.text().substring(start.at, run.end(to)).contains(".")) {
            String rest = run.text().substring(run.end(to));
            return isMobile(digits, written) && !AMOUNT.matcher(rest).find();
        }
        return start.bracket
                && from != to
                && digits.length() >= 10
                && isValidIn(List.of("US", "BR", "MX", "AR"), digits, false);
    }

    /** In one piece, in five pairs as the French do, or with a code of the area in front. */
    private static boolean grouped(DigitRun run, int from, int to) {
        if (from == to) {
            int digits = run.digits(from, to);
            return digits == 10 || digits == 11;
        }
        String shape = run.shape(from, to);
        if (PAIRS.matcher(shape).matches()) {
            boolean more = to + 1 < run.groups() && run.end(to + 1) - run.start(to + 1) == 2;
            return shape.length() == 9 && !more;
        }
        return run.end(from) - run.start(from) <= LONGEST_AREA;
    }

    /** With the way it is grouped, that it is a mobile number there must do for a sign. */
    private boolean isMobile(String digits, String region) {
        lookUps++;
        try {
            PhoneNumberType type = UTIL.getNumberType(UTIL.parse(digits, region));
            return type == PhoneNumberType.MOBILE;
        } catch (NumberParseException e) {
            return false; // no number of this region
        }
    }

    private boolean isValidIn(List<String> regions, String digits, boolean possible) {
        for (String region : regions) {
            if (isValid(digits, region, false)) {
                return true;
            }
        }
        // What people make up is often not in use, and what is new is not in the library yet.
        return possible && isPossible(digits);
    }

    private static boolean isPossible(String digits) {
        return digits.length() >= 9 && digits.length() <= 12;
    }

    private boolean isValid(String digits, String region, boolean possible) {
        lookUps++;
        if (lookUps > MOST_LOOK_UPS) {
            return false;
        }
        try {
            PhoneNumber number = UTIL.parse(digits, region);
            return UTIL.isValidNumber(number) || possible && UTIL.isPossibleNumber(number);
        } catch (NumberParseException e) {
            return false; // no number of this region
        }
    }

    /** 24.12.2025, 2025-12-24 and 12/24/25, also with a time behind. */
    private static boolean isDate(DigitRun run, int from, int to) {
        if (to < from + 2) {
            return false;
        }
        String shape = run.shape(from, from + 2);
        int one = number(run, from);
        int two = number(run, from + 1);
        int three = number(run, from + 2);
        boolean yearFirst = YEAR_FIRST.matcher(shape).matches() && CheckDigits.isDay(two, three);
        boolean yearLast =
                YEAR_LAST.matcher(shape).matches()
                        && (CheckDigits.isDay(two, one) || CheckDigits.isDay(one, two));
        return yearFirst || yearLast && (to == from + 2 || shape.endsWith("4"));
    }

    /** From one year to another. */
    private static boolean isSpan(DigitRun run, int from, int to) {
        return run.shape(from, to).equals("4-4")
                && isYear(number(run, from))
                && isYear(number(run, to));
    }

    private static boolean isYear(int number) {
        return number >= 1800 && number < 2200;
    }

    private static int number(DigitRun run, int group) {
        String digits = run.digitsOf(group, group);
        return digits.length() > 4 ? 0 : Integer.parseInt(digits);
    }
}
