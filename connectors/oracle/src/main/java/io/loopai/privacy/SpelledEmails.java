package io.loopai.privacy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.validator.routines.DomainValidator;

/**
 * E-mail addresses that are not written as such: in words, with brackets against robots, with blanks,
 * or with the escapes of URLs and HTML.
 */
final class SpelledEmails {

    private static final String AT =
            "at|arrobas?|arobase|chez|æt|ät|klammeraffe|chiocciola|małpa|собака";
    private static final String DOT = "dot|punkt|point|punto|ponto|kropka|точка|punt";
    private static final String NAME = "[\\p{L}\\d_%+-]+";

    private static final Pattern BRACKETS =
            Pattern.compile(
                    "(?i)[\\p{L}\\d._%+-]+ ?[\\[({] ?(?:"
                            + AT
                            + "|@) ?[\\])}] ?[\\p{L}\\d-]+(?: ?(?:\\.|[\\[({] ?(?:\\.|"
                            + DOT
                            + ") ?[\\])}]| (?:"
                            + DOT
                            + ") ) ?[\\p{L}\\d-]+)+");

    /** The full stops before the domain's end in words, or at least that between the last two. */
    private static final Pattern WORDS =
            Pattern.compile(
                    "(?i)(?P<local>"
                            + NAME
                            + "(?:(?:\\.| (?:"
                            + DOT
                            + "|underscore|unterstrich|dash|minus|hyphen) )"
                            + NAME
                            + ")*) (?:"
                            + AT
                            + "|@) (?P<domain>[\\p{L}\\d-]+(?:(?:\\.| (?:"
                            + DOT
                            + ") )[\\p{L}\\d-]+)+)");

    private static final Pattern ESCAPED =
            Pattern.compile(
                    "(?i)[\\p{L}\\d._%+'-]+(?:%(?:25)*40|&#0*64;|&#x0*40;|&commat;|\\\\u0040)"
                            + "[\\p{L}\\d-]+(?:(?:\\.|%(?:25)*2E)[\\p{L}\\d-]+)+");

    private static final Pattern DOT_WORD = Pattern.compile("(?i) (?:" + DOT + ") ");

    /** "At some point in the future" names nobody. */
    private static final Pattern AT_SOME_POINT = Pattern.compile("(?i) at .* (?:point|punt) ");

    /** What may stand before "at" and a shop's name in a sentence. */
    private static final Set<String> NO_NAMES =
            Set.of(
                    "look",
                    "looked",
                    "looking",
                    "shop",
                    "shopping",
                    "buy",
                    "bought",
                    "order",
                    "ordered",
                    "me",
                    "us",
                    "him",
                    "her",
                    "them",
                    "is",
                    "are",
                    "was",
                    "be",
                    "it",
                    "that",
                    "available",
                    "page",
                    "site",
                    "website",
                    "account",
                    "work",
                    "works",
                    "worked",
                    "working",
                    "listed",
                    "sold",
                    "found",
                    "here",
                    "online",
                    "out",
                    "up",
                    "check",
                    "visit",
                    "live",
                    "only",
                    "price",
                    "support",
                    "team",
                    "people",
                    "guys",
                    "login",
                    "sign",
                    "register",
                    "book",
                    "booked",
                    "hosted",
                    "point",
                    "pointed",
                    "docs",
                    "documentation",
                    "more",
                    "info",
                    "details",
                    "read",
                    "see",
                    "running",
                    "service",
                    "server",
                    "error",
                    "request",
                    "job",
                    "und",
                    "oder",
                    "and",
                    "or",
                    "not",
                    "mail",
                    "email",
                    "e-mail",
                    "down");

    private SpelledEmails() {}

    static void find(String text, List<Span> found) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("40") || lower.contains("64;") || lower.contains("&commat;")) {
            Matcher escaped = ESCAPED.matcher(text);
            while (escaped.find()) {
                int start = start(text, escaped.start(), escaped.end());
                found.add(new Span(start, escaped.end(), Kind.EMAIL));
            }
        }
        if (text.indexOf('[') >= 0 || text.indexOf('(') >= 0 || text.indexOf('{') >= 0) {
            all(BRACKETS, text, found);
        }
        Matcher words = WORDS.matcher(text);
        int from = 0;
        while (words.find(from)) {
            if (isAddress(text, words)) {
                found.add(new Span(words.start(), words.end(), Kind.EMAIL));
                from = words.end();
            } else {
                from = words.end("local");
            }
        }
    }

    private static void all(Pattern pattern, String text, List<Span> found) {
        Matcher each = pattern.matcher(text);
        while (each.find()) {
            found.add(new Span(each.start(), each.end(), Kind.EMAIL));
        }
    }

    /** Behind what is an escape itself: a blank, or the sign between a name and its value. */
    private static int start(String text, int from, int to) {
        String token = text.substring(from, to).toLowerCase(Locale.ROOT);
        int cut = 0;
        for (String escape :
                new String[] {"%3d", "%20", "%3a", "%26", "%3c", "%22", "%2c", "%0a"}) {
            int last = token.lastIndexOf(escape);
            cut = Math.max(cut, last < 0 ? 0 : last + escape.length());
        }
        return from + cut;
    }

    private static boolean isAddress(String text, Matcher words) {
        String local = words.group("local");
        String plain = DOT_WORD.matcher(words.group("domain")).replaceAll(".");
        boolean spelled = plain.length() < words.group("domain").length();
        String top = plain.substring(plain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!DomainValidator.getInstance().isValidTld(top) && !top.equals("example")) {
            return false;
        }
        String last = local.substring(local.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
        boolean english = AT_SOME_POINT.matcher(words.group()).find();
        // With full stops it may as well be a class or a host at which something happened.
        return !english && !NO_NAMES.contains(last) && (spelled || Cues.mail(text, words.start()));
    }
}
