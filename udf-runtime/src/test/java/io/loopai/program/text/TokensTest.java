package io.loopai.program.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class TokensTest {

    @Test
    void shouldFindWordsInLowerCase() {
        assertThat(Tokens.words("Don't WAIT: call 0800-1234!"))
                .containsExactly("don't", "wait", "call", "0800", "1234");
        assertThat(Tokens.words("'quoted' user_id 3.5 rock’n’roll"))
                .containsExactly("quoted", "user", "id", "3", "5", "rock'n'roll");
        assertThat(Tokens.words("Größe ÉTÉ हिन्दी 𐐀"))
                .containsExactly("größe", "été", "हिन्दी", "𐐨");
        assertThat(Tokens.words("")).isEmpty();
    }

    @Test
    void shouldKeepWordsAsWrittenWhenAsked() {
        assertThat(Tokens.wordsAsWritten("Don’t WAIT")).containsExactly("Don’t", "WAIT");
    }

    @Test
    void shouldFindWholeWordsOnly() {
        assertThat(Tokens.contains("Win a prize", "win")).isTrue();
        assertThat(Tokens.contains("Winter is here", "win")).isFalse();
        assertThat(Tokens.contains("I don’t", "DON'T")).isTrue();
        assertThat(Tokens.contains("free entry", "free entry")).isFalse();
        assertThat(Tokens.count("free, FREE, freedom", "free")).isEqualTo(2);
        assertThat(Tokens.contains("a", "")).isFalse();
    }

    @Test
    void shouldGiveBigramsAndTheFirstWord() {
        assertThat(Tokens.bigrams("Win a prize")).containsExactly("win a", "a prize");
        assertThat(Tokens.bigrams("win")).isEmpty();
        assertThat(Tokens.first("… Hello you")).isEqualTo("hello");
        assertThat(Tokens.first("…")).isEmpty();
    }

    @Test
    void shouldLowerManyCapitalSigmasWhereTheJdkNeedsMinutes() {
        // 100,000 of them keep String.toLowerCase() busy for minutes; here it is one look each.
        assertThat(Tokens.lowerCase("Σ1".repeat(100_000))).isEqualTo("σ1".repeat(100_000));
        assertThat(Tokens.lowerCase("I’M Ünder")).isEqualTo("i'm ünder");
    }

    @Property
    void shouldAcceptEveryText(@ForAll String text, @ForAll String word) {
        List<String> words = Tokens.words(text);
        assertThat(Tokens.count(text)).isEqualTo(words.size());
        assertThat(Tokens.lowerCase(text)).hasSameSizeAs(text);
        assertThat(Tokens.bigrams(text)).hasSize(Math.max(0, words.size() - 1));
        assertThat(Tokens.contains(text, word)).isEqualTo(Tokens.count(text, word) > 0);
        for (String each : words) {
            assertThat(Tokens.contains(text, each)).isTrue();
        }
    }

    @Property
    void shouldAgreeWithANaiveTokenizer(
            @ForAll @Chars({'a', 'B', '1', '\'', ' ', '-'}) String text) {
        List<String> naive = new ArrayList<>();
        for (String part : text.split("[ -]|(?<![aB1])'|'(?![aB1])")) {
            if (!part.isEmpty()) {
                naive.add(part);
            }
        }
        assertThat(Tokens.wordsAsWritten(text)).isEqualTo(naive);
        assertThat(Tokens.count(text, "AB"))
                .isEqualTo((int) naive.stream().filter("ab"::equalsIgnoreCase).count());
    }
}
