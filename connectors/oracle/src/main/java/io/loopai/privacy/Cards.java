package io.loopai.privacy;

import java.util.List;
import org.apache.commons.validator.routines.CreditCardValidator;
import org.apache.commons.validator.routines.CreditCardValidator.CreditCardRange;

/** Payment cards: the issuers' ranges (ISO/IEC 7812) and the check digit. */
final class Cards {

    /** Not the 13 digits of old Visa cards, which are those of German article numbers too. */
    private static final CreditCardValidator VALIDATOR =
            new CreditCardValidator(
                    new CreditCardRange[] {
                        new CreditCardRange("4", null, new int[] {16, 19}), // Visa
                        new CreditCardRange("51", "55", 16, 16), // Mastercard
                        new CreditCardRange("2221", "2720", 16, 16),
                        new CreditCardRange("34", null, 15, 15), // American Express
                        new CreditCardRange("37", null, 15, 15),
                        new CreditCardRange("300", "305", 14, 14), // Diners
                        new CreditCardRange("36", null, 14, 14),
                        new CreditCardRange("38", "39", 14, 14),
                        new CreditCardRange("6011", null, 16, 16), // Discover
                        new CreditCardRange("644", "659", 16, 16),
                        new CreditCardRange("3528", "3589", 16, 16), // JCB
                        new CreditCardRange("62", null, 16, 19), // UnionPay
                        new CreditCardRange("2200", "2204", 16, 16), // Mir
                        new CreditCardRange("50", null, 16, 16), // Maestro
                        new CreditCardRange("56", "58", 16, 16),
                        new CreditCardRange("6304", "6390", 16, 19),
                        new CreditCardRange("67", null, 16, 19),
                        new CreditCardRange("60", null, 16, 16) // RuPay
                    });

    private static final int LEAST = 14;
    private static final int MOST = 19;

    private Cards() {}

    static void find(List<DigitRun> runs, List<Span> found) {
        for (DigitRun run : runs) {
            for (int from = 0; from < run.groups(); from++) {
                int digits = 0;
                for (int to = from; to < run.groups() && digits <= MOST; to++) {
                    digits += run.end(to) - run.start(to);
                    if (digits >= LEAST
                            && digits <= MOST
                            && written(run, from, to)
                            && run.standsAlone(from, to)
                            && VALIDATOR.isValid(run.digitsOf(from, to))) {
                        found.add(new Span(run.start(from), run.end(to), Kind.CARD));
                    }
                }
            }
        }
    }

    /** In one piece, or in groups of about four: numbers that stand side by side are no card. */
    private static boolean written(DigitRun run, int from, int to) {
        if (from == to) {
            return true;
        }
        boolean inFours = run.shape(from, to).equals("4-4-4-4");
        for (int i = from; i <= to; i++) {
            int length = run.end(i) - run.start(i);
            boolean apart = i < to && run.start(i + 1) - run.end(i) > 1;
            if (i < to && (length < 4 || length > 8) || apart && !inFours) {
                return false;
            }
        }
        return true;
    }
}
