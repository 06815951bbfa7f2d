package io.loopai.sandbox.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loopai.sandbox.LlmRepliesTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The look-around and possessive quantifiers that a real LLM wrote do what they do in the JDK. */
class ReplyPatternsTest {

    private static final java.util.regex.Pattern LITERAL =
            java.util.regex.Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

    private static final List<String> TEXTS =
            List.of(
                    "",
                    "winner!! text to 80082 now, 07123456789 or 123456. £1,000 prize, 80082.5",
                    "free today? free entry! call me in 20 minutes; call 09061701461 now",
                    "they won 3-2 and lost 3-2%, 10-12 year; .-. x-- ;) ;)x it's o's",
                    "&lt;b&gt; (techweb) killed in a blast, two people &#39;s",
                    "[instance: 01234567-89ab-cdef-0123-456789abcdef] failed",
                    "[instance: 01234567-89ab-cdef-0123-456789abcdef] fine");

    @Test
    void shouldMatchThemAsTheJdkDoes() throws IOException {
        Path replies = LlmRepliesTest.replies();
        assumeTrue(replies != null, "the recorded replies are not on this machine");
        Set<String> patterns = new TreeSet<>();
        try (Stream<Path> files = Files.walk(replies, 2)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".md")).toList()) {
                LITERAL.matcher(Files.readString(file))
                        .results()
                        .map(ReplyPatternsTest::unescaped)
                        .filter(p -> p.matches("(?s).*(\\(\\?<?[=!]|[*+?}]\\+).*"))
                        .forEach(patterns::add);
            }
        }
        assertThat(patterns).hasSizeGreaterThan(30);
        LookAroundTest comparison = new LookAroundTest();
        for (String regex : patterns) {
            comparison.refuel();
            Pattern ours = Pattern.compile(regex);
            for (String text : TEXTS) {
                comparison.compare(ours, java.util.regex.Pattern.compile(regex), text);
            }
        }
    }

    private static String unescaped(MatchResult literal) {
        try {
            return literal.group(1).translateEscapes();
        } catch (IllegalArgumentException unicode) {
            return "";
        }
    }
}
