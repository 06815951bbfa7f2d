package io.loopai.privacy;

import static io.loopai.privacy.CheckDigits.digit;
import static io.loopai.privacy.CheckDigits.isDay;
import static io.loopai.privacy.CheckDigits.sum;
import static io.loopai.privacy.CheckDigits.weighted;

import java.util.List;

/**
 * National ids made of digits: the way they are grouped, their check digits, and where those are too
 * weak, a word before them that says so. Those with letters: {@link LetteredIds}.
 */
final class NationalIds {

    private static final int LEAST = 9;
    private static final int MOST = 15;

    private NationalIds() {}

    static void find(String text, List<DigitRun> runs, List<Span> found) {
        for (DigitRun run : runs) {
            if (isPhone(run)) {
                continue;
            }
            for (int from = 0; from < run.groups(); from++) {
                int digits = 0;
                for (int to = from; to < run.groups() && digits <= MOST; to++) {
                    digits += run.end(to) - run.start(to);
                    if (digits >= LEAST
                            && digits <= MOST
                            && run.standsAlone(from, to)
                            && (isId(run, from, to) || isNamed(run, from, to))) {
                        found.add(new Span(run.start(from), run.end(to), Kind.NATIONAL_ID));
                    }
                }
            }
        }
        LetteredIds.find(text, found);
    }

    /** One number with a plus in front. */
    private static boolean isPhone(DigitRun run) {
        int start = run.start(0);
        return start > 0
                && run.text().charAt(start - 1) == '+'
                && run.digits(0, run.groups() - 1) <= MOST;
    }

    /** A word that means nothing else, and all of the number: people mistype, and countries change. */
    private static boolean isNamed(DigitRun run, int from, int to) {
        return from == 0
                && to == run.groups() - 1
                && Cues.surelyIdentity(run.text(), run.start(from));
    }

    private static boolean isId(DigitRun run, int from, int to) {
        String id = run.digitsOf(from, to);
        String shape = run.shape(from, to);
        boolean grouped = from != to;
        boolean named = Cues.identity(run.text(), run.start(from));
        boolean own = shape.equals("3-2-4") || shape.equals("6-4-3");
        if (!named && !own && Cues.reference(run.text(), run.start(from))) {
            return false;
        }
        return switch (id.length()) {
            case 9 ->
                    shape.equals("3-2-4") && !slashed(run, from) && socialSecurity(id)
                            || named && (!grouped && socialSecurity(id) || ofNine(id));
            case 10 -> swedish(shape, id) || named && danish(shape, id);
            case 11 -> ofEleven(shape, id, grouped, named);
            case 12 ->
                    (shape.equals("4-4-4") || named)
                                    && digit(id, 0) > 1
                                    && CheckDigits.verhoeff(id) // Aadhaar
                            || shape.equals("8-4") && swedish("6-4", id.substring(2));
            case 13 ->
                    swiss(shape, id)
                            || shape.equals("6-7") && korean(id)
                            || (shape.equals("6-4-3") || named) && southAfrican(id);
            case 15 -> french(shape, id);
            default -> false;
        };
    }

    /** As numbers of invoices are, by month and year. */
    private static boolean slashed(DigitRun run, int from) {
        return run.text().charAt(run.end(from)) == '/';
    }

    /** USA: areas and numbers that are never given out; ITINs begin with 9. */
    private static boolean socialSecurity(String id) {
        String area = id.substring(0, 3);
        return !area.equals("000")
                && !area.equals("666")
                && !id.startsWith("00", 3)
                && !id.endsWith("0000")
                && (digit(id, 0) != 9 || digit(id, 3) >= 5);
    }

    /** Netherlands, Canada, Australia. */
    private static boolean ofNine(String id) {
        return weighted(id, 11, 9, 8, 7, 6, 5, 4, 3, 2, -1)
                || CheckDigits.luhn(id)
                || weighted(id, 11, 1, 4, 3, 7, 5, 8, 6, 9, 10);
    }

    private static boolean swedish(String shape, String id) {
        int day = sum(id.substring(4), 10, 1);
        return shape.equals("6-4")
                && isDay(sum(id.substring(2), 10, 1), day > 60 ? day - 60 : day)
                && CheckDigits.luhn(id);
    }

    private static boolean danish(String shape, String id) {
        return (shape.equals("6-4") || shape.equals("10"))
                && isDay(sum(id.substring(2), 10, 1), sum(id, 10, 1));
    }

    private static boolean ofEleven(String shape, String id, boolean grouped, boolean named) {
        boolean free = !grouped || named;
        return (free || shape.equals("2-3-3-3")) && german(id)
                || free && polish(id)
                || (free || shape.equals("3-3-3-2")) && brazilian(id)
                || (free || shape.equals("2-2-2-3-2")) && belgian(id)
                || (free || shape.equals("6-5")) && norwegian(id)
                || named && turkish(id);
    }

    /** One of the first ten digits twice or three times, the others at most once. */
    private static boolean german(String id) {
        int[] times = new int[10];
        for (int i = 0; i < 10; i++) {
            times[digit(id, i)]++;
        }
        int repeated = 0;
        for (int each : times) {
            if (each > 3) {
                return false;
            }
            repeated += each > 1 ? 1 : 0;
        }
        return repeated == 1 && id.charAt(0) != '0' && CheckDigits.mod11And10(id);
    }

    /** The century is in the month. */
    private static boolean polish(String id) {
        return isDay(sum(id.substring(2), 10, 1) % 20, sum(id.substring(4), 10, 1))
                && weighted(id, 10, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1);
    }

    private static boolean brazilian(String id) {
        int first = sum(id, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        int second = sum(id, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        return id.chars().distinct().count() > 1
                && first == digit(id, 9)
                && second == digit(id, 10);
    }

    private static boolean belgian(String id) {
        long number = Long.parseLong(id.substring(0, 9));
        long check = Long.parseLong(id.substring(9));
        return isDay(sum(id.substring(2), 10, 1) % 20, sum(id.substring(4), 10, 1))
                && (97 - number % 97 == check || 97 - (2_000_000_000L + number) % 97 == check);
    }

    private static boolean norwegian(String id) {
        return isDay(sum(id.substring(2), 10, 1), sum(id, 10, 1) % 40)
                && weighted(id, 11, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
                && weighted(id, 11, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1);
    }

    private static boolean turkish(String id) {
        int odd = sum(id, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        int even = sum(id, 0, 1, 0, 1, 0, 1, 0, 1);
        return digit(id, 0) != 0
                && Math.floorMod(7 * odd - even, 10) == digit(id, 9)
                && sum(id, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1) % 10 == digit(id, 10);
    }

    /** As article numbers (EAN-13), with Switzerland's country code. */
    private static boolean swiss(String shape, String id) {
        return (shape.equals("13") || shape.equals("3-4-4-2"))
                && id.startsWith("756")
                && weighted(id, 10, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1);
    }

    /** Since 2020 the last digits are given out by chance: only the day can be checked. */
    private static boolean korean(String id) {
        return isDay(sum(id.substring(2), 10, 1), sum(id.substring(4), 10, 1))
                && digit(id, 6) >= 1
                && digit(id, 6) <= 8;
    }

    private static boolean southAfrican(String id) {
        return isDay(sum(id.substring(2), 10, 1), sum(id.substring(4), 10, 1))
                && digit(id, 10) <= 2
                && CheckDigits.luhn(id);
    }

    private static boolean french(String shape, String id) {
        return (shape.equals("15") || shape.equals("13-2") || shape.equals("1-2-2-2-3-3-2"))
                && (digit(id, 0) == 1 || digit(id, 0) == 2)
                && 97 - Long.parseLong(id.substring(0, 13)) % 97
                        == Long.parseLong(id.substring(13));
    }
}
