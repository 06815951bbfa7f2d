package io.loopai.program.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PhraseSetTest {

    private static final PhraseSet SPAM = PhraseSet.of("free entry", "win a prize", "txt");

    @Test
    void shouldFindPhrasesIgnoringCaseAndSpacing() {
        assertThat(SPAM.matches("WIN a\r\nprize today")).isTrue();
        assertThat(SPAM.matches("win a big prize")).isFalse();
        assertThat(SPAM.count("txt WIN, txt STOP")).isEqualTo(2);
        assertThat(SPAM.found("Free  entry! Txt WIN, txt")).containsExactly("free entry", "txt");
        assertThat(PhraseSet.of("don't").matches("DON’T")).isTrue();
        assertThat(PhraseSet.of("ΛΌΓΟΣ").matches("λόγος")).isTrue();
    }

    @Test
    void shouldFindWholeWordsUnlessAskedForAnywhere() {
        PhraseSet win = PhraseSet.of("win");
        assertThat(win.matches("winter")).isFalse();
        assertThat(win.matches("rewin")).isFalse();
        assertThat(win.matches("win-win's")).isTrue();
        assertThat(win.matches("😀win😀")).isTrue();
        assertThat(win.matches("𐐀win")).isFalse();
        assertThat(win.anywhere().matches("winter")).isTrue();
        assertThat(PhraseSet.of("c++").matches("c++11")).isTrue();
    }

    @Test
    void shouldSumTheWeightsOfDifferentPhrases() {
        PhraseSet lexicon =
                PhraseSet.weighted(Map.of("refund", 2.0, "broken", 1.5, "thank you", -1.0));
        assertThat(lexicon.score("Broken again, I want a refund, a REFUND")).isEqualTo(3.5);
        assertThat(lexicon.score("Thank you")).isEqualTo(-1.0);
        assertThat(lexicon.score("")).isZero();
        assertThat(SPAM.score("txt txt free entry")).isEqualTo(2.0);
    }

    @Test
    void shouldPutTheLongerFirstOfThoseThatEndTogether() {
        PhraseSet cities = PhraseSet.of("york", "New York", "NEW  YORK");
        assertThat(cities.size()).isEqualTo(2);
        assertThat(cities.count("new york")).isEqualTo(2);
        assertThat(cities.found("new york")).containsExactly("New York", "york");
    }

    @Test
    void shouldFindNothingWithoutPhrases() {
        assertThat(PhraseSet.of().matches("anything")).isFalse();
    }

    @Test
    void shouldRefuseABlankPhrase() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhraseSet.of("win", " \u00A0"))
                .withMessage(
                        "phrase ' \u00A0' is blank and would be found everywhere; leave it out");
    }

    @Test
    void shouldRefuseALongPhrase() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhraseSet.of("x".repeat(201)))
                .withMessage(
                        "phrase '"
                                + "x".repeat(40)
                                + "…' has 201 characters, but at most 200 are allowed;"
                                + " a shorter part of it will find the same texts");
    }

    @Test
    void shouldRefuseTooManyPhrases() {
        String[] phrases = Collections.nCopies(10_001, "0123456789").toArray(new String[0]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhraseSet.of(phrases))
                .withMessage(
                        "the phrases have more than 100,000 characters together;"
                                + " keep those that tell most");
    }

    @Test
    void shouldRefuseAWeightThatIsNoNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhraseSet.weighted(Map.of("win", Double.NaN)))
                .withMessage("the weight of phrase 'win' is NaN, but must be a finite number");
    }

    @Test
    void shouldRefuseTwoWeightsForOnePhrase() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhraseSet.weighted(Map.of("Win", 1.0, "win", 2.0)))
                .withMessage(
                        "phrases 'Win' and 'win' are the same when case and spacing are ignored;"
                                + " keep one of them");
    }

    @Property(tries = 2000)
    void shouldFindWhatANaiveSearchFinds(
            @ForAll @Size(max = 6)
                    List<@Chars({'a', 'b', 'B', '-', ' '}) @StringLength(min = 1, max = 4) String>
                            raw,
            @ForAll
                    @Chars({'a', 'A', 'b', '-', ' ', '\n', 'é', '\uD801', '\uDC00'})
                    @StringLength(max = 30)
                    String text) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String phrase : raw) {
            if (!phrase.isBlank()) {
                weights.put(naiveFold(phrase).strip(), weights.size() + 0.5);
            }
        }
        PhraseSet set = PhraseSet.weighted(weights);
        checkAgainstNaive(set, weights, text, true);
        checkAgainstNaive(set.anywhere(), weights, text, false);
    }

    @Property
    void shouldAcceptEveryText(
            @ForAll String text, @ForAll @StringLength(max = 200) String phrase) {
        if (!naiveFold(phrase).isBlank()) {
            PhraseSet set = PhraseSet.of(phrase);
            assertThat(set.anywhere().matches(text + phrase + text)).isTrue();
            assertThat(set.matches(text)).isEqualTo(set.count(text) > 0);
        }
    }

    private static void checkAgainstNaive(
            PhraseSet set, Map<String, Double> weights, String text, boolean wholeWords) {
        String folded = naiveFold(text);
        Set<String> found = new HashSet<>();
        int count = 0;
        double score = 0.0;
        for (Map.Entry<String, Double> each : weights.entrySet()) {
            String phrase = each.getKey();
            for (int i = folded.indexOf(phrase); i >= 0; i = folded.indexOf(phrase, i + 1)) {
                if (!wholeWords || isBorder(folded, i) && isBorder(folded, i + phrase.length())) {
                    count++;
                    score += found.add(phrase) ? each.getValue() : 0.0;
                }
            }
        }
        assertThat(set.count(text)).isEqualTo(count);
        assertThat(set.matches(text)).isEqualTo(count > 0);
        assertThat(set.found(text)).containsExactlyInAnyOrderElementsOf(found);
        assertThat(set.score(text)).isEqualTo(score);
    }

    private static boolean isBorder(String text, int index) {
        return index == 0
                || index == text.length()
                || !Character.isLetterOrDigit(text.codePointBefore(index))
                || !Character.isLetterOrDigit(text.codePointAt(index));
    }

    private static String naiveFold(String text) {
        return text.replaceAll("[\\s\\p{Z}\\x1C-\\x1F]+", " ")
                .replace('A', 'a')
                .replace('B', 'b')
                .replace("\uD801\uDC00", "\uD801\uDC28");
    }
}
