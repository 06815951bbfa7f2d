package io.loopai.privacy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.validator.routines.EmailValidator;

/** E-mail addresses, by RFC 822 as commons-validator reads it; also {@code jo (at) mail.org}. */
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

    private static final Pattern SPELLED_OUT =
            Pattern.compile(
                    "(?i)[\\p{L}\\d._%+-]+ ?[\\[({] ?(?:at|@|arroba|chez|æt) ?[\\])}] ?[\\p{L}\\d-]+"
                            + "(?: ?(?:\\.|[\\[({] ?(?:dot|punkt|point|punto|ponto) ?[\\])}]) ?[\\p{L}\\d-]+)+");

    private Emails() {}

    static void find(String text, List<Span> found) {
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = at;
            while (start > 0 && at - start < LONGEST_LOCAL && isLocal(text.charAt(start - 1))) {
                start--;
            }
            while (start < at && ".'-+".indexOf(text.charAt(start)) >= 0) {
                start++;
            }
            int end = at + 1;
            while (end < text.length()
                    && end - at <= LONGEST_DOMAIN
                    && isDomain(text.charAt(end))) {
                end++;
            }
            while (end > at && !Character.isLetterOrDigit(text.charAt(end - 1))) {
                end--;
            }
            if (start < at && end > at + 3 && isAddress(text, start, at, end)) {
                found.add(new Span(start, end, Kind.EMAIL));
            }
        }
        if (mayBeSpelledOut(text)) {
            Matcher spelled = SPELLED_OUT.matcher(text);
            while (spelled.find()) {
                found.add(new Span(spelled.start(), spelled.end(), Kind.EMAIL));
            }
        }
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

    private static boolean mayBeSpelledOut(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[' || c == '(' || c == '{') {
                int from = i + 1 < text.length() && text.charAt(i + 1) == ' ' ? i + 2 : i + 1;
                for (String word : new String[] {"at", "@", "arroba", "chez"}) {
                    if (text.regionMatches(true, from, word, 0, word.length())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isLocal(char c) {
        return Character.isLetterOrDigit(c) || "._%+-'!#$&*?^`{|}~".indexOf(c) >= 0;
    }

    private static boolean isDomain(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-';
    }
}
