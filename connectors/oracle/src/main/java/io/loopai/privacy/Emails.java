package io.loopai.privacy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.validator.routines.EmailValidator;

/** E-mail addresses, by RFC 822 as commons-validator reads it; others: {@link SpelledEmails}. */
final class Emails {

    private static final EmailValidator VALIDATOR = EmailValidator.getInstance();

    /** Of networks of one's own and of examples (RFC 2606, RFC 6762, RFC 9476). */
    private static final Set<String> UNREGISTERED =
            Set.of(
                    "local",
                    "internal",
                    "lan",
                    "corp",
                    "home",
                    "intranet",
                    "example",
                    "test",
                    "invalid",
                    "localhost",
                    "localdomain");

    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 255;

    private Emails() {}

    static void find(String text, List<Span> found) {
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = start(text, at);
            int end = end(text, at);
            if (start < at && end > at + 3 && isAddress(text, start, at, end)) {
                found.add(new Span(start, end, Kind.EMAIL));
            }
        }
        SpelledEmails.find(text, found);
    }

    private static boolean isAddress(String text, int start, int at, int end) {
        String local = text.substring(start, at);
        String domain = text.substring(at + 1, end);
        if (local.equals("git") && end < text.length() && text.charAt(end) == ':') {
            return false; // git@github.com:owner/repository
        }
        String top = domain.substring(domain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return UNREGISTERED.contains(top)
                ? domain.length() > top.length()
                : VALIDATOR.isValid(local + "@" + domain);
    }

    /** Where the part before the sign starts: at a quote, or behind the word that it is glued to. */
    private static int start(String text, int at) {
        if (at > 1 && text.charAt(at - 1) == '"') {
            int quote = text.lastIndexOf('"', at - 2);
            return quote >= 0 && at - quote <= LONGEST_LOCAL ? quote : at;
        }
        int start = at;
        while (start > 0 && at - start < LONGEST_LOCAL && isLocal(text.charAt(start - 1))) {
            boolean glued = start < at && !Scripts.isUnspaced(text.charAt(start));
            if (glued && Scripts.isUnspaced(text.charAt(start - 1))) {
                break;
            }
            start--;
        }
        while (start < at && ".'-+".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return start;
    }

    private static int end(String text, int at) {
        int end = at + 1;
        int dot = -1;
        while (end < text.length() && end - at <= LONGEST_DOMAIN && isDomain(text.charAt(end))) {
            char c = text.charAt(end);
            boolean top = dot > 0 && end > dot + 2 && !Scripts.isUnspaced(text.charAt(end - 1));
            if (top && Scripts.isUnspaced(c)) {
                break;
            }
            dot = c == '.' ? end : dot;
            end++;
        }
        while (end > at && !Character.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean isLocal(char c) {
        return Character.isLetterOrDigit(c) || "._%+-'!#$&*?^`{|}~".indexOf(c) >= 0;
    }

    private static boolean isDomain(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-';
    }
}
