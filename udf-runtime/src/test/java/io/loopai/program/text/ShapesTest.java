package io.loopai.program.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapesTest {

    @Test
    void shouldMeasureCountsAndShares() {
        Shapes s = Shapes.of("WIN £10 now!!\r\nB2B or not?\n");
        assertThat(s.length()).isEqualTo(27);
        assertThat(s.words()).isEqualTo(6);
        assertThat(s.lines()).isEqualTo(2);
        assertThat(s.exclamations()).isEqualTo(2);
        assertThat(s.questions()).isEqualTo(1);
        assertThat(s.allCapsWords()).isEqualTo(2);
        assertThat(s.digitShare()).isEqualTo(3.0 / 27);
        assertThat(s.upperShare()).isEqualTo(5.0 / 13);
        assertThat(s.nonAsciiShare()).isEqualTo(1.0 / 27);
        assertThat(s.endsWithQuestion()).isTrue();
        assertThat(s.hasRepeatedPunctuation()).isTrue();
    }

    @Test
    void shouldGiveZerosForAnEmptyText() {
        Shapes s = Shapes.of("");
        assertThat(s.length() + s.words() + s.lines()).isZero();
        assertThat(s.digitShare() + s.upperShare() + s.nonAsciiShare()).isZero();
    }

    @Test
    void shouldRecogniseQuestions() {
        assertThat(Shapes.of("What's up").startsWithQuestionWord()).isTrue();
        assertThat(Shapes.of("… HOW much").startsWithQuestionWord()).isTrue();
        assertThat(Shapes.of("Whatever").startsWithQuestionWord()).isFalse();
        assertThat(Shapes.of("I know how").startsWithQuestionWord()).isFalse();
        assertThat(Shapes.of("Really? Yes.").endsWithQuestion()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$5", "£ 1000", "5 €", "£.50", "EUR 5", "5usd", "10 dollars", "₹99"})
    void shouldRecogniseMoney(String text) {
        onlyWithin(text, Shapes::hasMoney);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$", "5 apples", "EUR", "neuro 5", "$  5", "eurasia5", "5"})
    void shouldNotTakeForMoney(String text) {
        assertThat(Shapes.of(text).hasMoney()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://x", "HTTPS://a.b/c?d", "www.prize.example", "win.com/now", "a.io."})
    void shouldRecogniseUrls(String text) {
        onlyWithin(text, Shapes::hasUrl);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "xhttp://a", "me@win.com", "comma.company", "www. x", "a.b"})
    void shouldNotTakeForUrls(String text) {
        assertThat(Shapes.of(text).hasUrl()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"me@win.com", "a.b+c@x-y.co.uk", "<me@sub.example.org>"})
    void shouldRecogniseEmail(String text) {
        onlyWithin(text, Shapes::hasEmail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@home", "a@b", "a @b.com", "a@.com", "a@b.c"})
    void shouldNotTakeForEmail(String text) {
        assertThat(Shapes.of(text).hasEmail()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+49 30 1234567",
                "(555) 123-4567",
                "555-1234",
                "09061701461",
                "1-800-555-1234",
                "555.123.4567",
                "+44 (0) 20 7946 0958",
                "01 23 45 67 89"
            })
    void shouldRecognisePhones(String text) {
        onlyWithin(text, Shapes::hasPhone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02 10:30", "192.168.100.200", "1700000000", "12345", "4111 1111 1111 1111",
                "1234567890x", "0x1234567890", "10 20 30", "$5551234567", "5551234567.5"
            })
    void shouldNotTakeForPhones(String text) {
        assertThat(Shapes.of(text).hasPhone()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9:05", "23:59:59", "5pm", "5 p.m.", "2026-01-31T10:30:00Z", "12 AM"})
    void shouldRecogniseTimes(String text) {
        onlyWithin(text, Shapes::hasTime);
    }

    @ParameterizedTest
    @ValueSource(strings = {"25:00", "9:75", "9:5", "13pm", "5 pmx", "5 ample", "a9:05"})
    void shouldNotTakeForTimes(String text) {
        assertThat(Shapes.of(text).hasTime()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31",
                "31.01.2026",
                "1/31/26",
                "31 May",
                "may 31",
                "Dec 2026",
                "3May"
            })
    void shouldRecogniseDates(String text) {
        onlyWithin(text, Shapes::hasDate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.2.34", "2026-13-01", "40/40/2026", "maybe 3", "1-2", "1-2-3-4", "may"})
    void shouldNotTakeForDates(String text) {
        assertThat(Shapes.of(text).hasDate()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0xFF",
                "deadbeef01",
                "123e4567-e89b-12d3-a456-426614174000",
                "9f86d081884c7d65"
            })
    void shouldRecogniseHexIds(String text) {
        onlyWithin(text, Shapes::hasHexId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deadbeef", "12345678", "0x1", "deadbeef01z", "a1b2"})
    void shouldNotTakeForHexIds(String text) {
        assertThat(Shapes.of(text).hasHexId()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!", "?!", "...", "---", "***"})
    void shouldRecogniseRepeatedPunctuation(String text) {
        onlyWithin(text, Shapes::hasRepeatedPunctuation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "..", "- - -", "aaa", "111", "   "})
    void shouldNotTakeForRepeatedPunctuation(String text) {
        assertThat(Shapes.of(text).hasRepeatedPunctuation()).isFalse();
    }

    @Property
    void shouldAcceptEveryText(@ForAll String text) {
        agreesWithNaiveCounts(text);
    }

    @Property(tries = 3000)
    void shouldAcceptEveryMixOfWhatItLooksFor(
            @ForAll
                    @Chars({
                        '@', '.', ':', '/', '-', '+', '(', ')', ' ', '$', 'x', 'T', 'p', 'm', '\n'
                    })
                    @Chars({'\r', '!', '?', '\uD83D', '\uDE00', '€', 'e', 'u', 'R', '\'', '’', 'É'})
                    @CharRange(from = '0', to = '3')
                    String text) {
        agreesWithNaiveCounts(text);
    }

    private static void agreesWithNaiveCounts(String text) {
        Shapes s = Shapes.of(text);
        int length = text.codePointCount(0, text.length());
        assertThat(s.length()).isEqualTo(length);
        assertThat(s.words()).isEqualTo(Tokens.count(text));
        assertThat(s.lines()).isEqualTo((int) text.lines().count());
        assertThat(s.exclamations())
                .isEqualTo((int) text.chars().filter(c -> c == '!' || c == '！').count());
        assertThat(s.allCapsWords())
                .isEqualTo(
                        (int)
                                Tokens.wordsAsWritten(text).stream()
                                        .filter(
                                                w ->
                                                        w.codePoints()
                                                                .noneMatch(Character::isLowerCase))
                                        .filter(
                                                w ->
                                                        w.codePoints()
                                                                        .filter(
                                                                                Character
                                                                                        ::isUpperCase)
                                                                        .count()
                                                                >= 2)
                                        .count());
        long digits = text.codePoints().filter(Character::isDigit).count();
        assertThat(s.digitShare()).isEqualTo(length == 0 ? 0.0 : (double) digits / length);
        assertThat(s.upperShare()).isBetween(0.0, 1.0);
    }

    /** It must be found alone and inside of a sentence that has nothing of the kind itself. */
    private static void onlyWithin(String text, Predicate<Shapes> has) {
        assertThat(has.test(Shapes.of(text))).isTrue();
        assertThat(has.test(Shapes.of("we saw " + text + " there"))).isTrue();
        assertThat(has.test(Shapes.of("we saw  there"))).isFalse();
    }
}
