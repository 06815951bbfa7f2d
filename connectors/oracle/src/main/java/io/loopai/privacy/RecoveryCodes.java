package io.loopai.privacy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;

/** What gets people back in: backup codes, recovery keys, and the words of a wallet. */
final class RecoveryCodes {

    /** Without any of these the patterns, which take longer, are not tried. */
    private static final List<String> PARTS =
            List.of("backup", "recovery", "emergency", "wiederherst", "phrase", "words");

    private static final String NAME =
            "(?i)\\b(?:backup|recovery|emergency|wiederherstellungs)[ -]?";

    private static final String ONE = "[a-z\\d]{4,8}(?:-[a-z\\d]{4,8})+";

    private static final Pattern CODES =
            Pattern.compile(
                    NAME
                            + "(?:codes?|keys?|schlüssel)(?: (?:is|are|ist|sind|lautet))?[ :=]{1,3}"
                            + ("(?P<value>" + ONE + "(?:(?:,| and| or| und) ?" + ONE + ")*)"));

    private static final Pattern PHRASE =
            Pattern.compile(
                    "(?i)\\b(?:seed|recovery|secret|backup|wallet|mnemonic)[ -](?:phrase|words)(?: is| are)?"
                            + "(?:: ?| ?= ?|[ :=]{0,3}[\"'])(?P<value>[a-z]{3,8}(?: [a-z]{3,8}){4,23})");

    private RecoveryCodes() {}

    static void find(String text, String lower, List<Span> found) {
        if (PARTS.stream().noneMatch(lower::contains)) {
            return;
        }
        Matcher codes = CODES.matcher(text);
        while (codes.find()) {
            if (NamedSecrets.looksMade(text, codes.start("value"), codes.end("value"))) {
                found.add(new Span(codes.start("value"), codes.end("value"), Kind.SECRET));
            }
        }
        Matcher phrase = PHRASE.matcher(text);
        while (phrase.find()) {
            found.add(new Span(phrase.start("value"), phrase.end("value"), Kind.SECRET));
        }
    }
}
