package io.loopai.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {

    @Test
    void shouldHoldAValueAndAConfidence() {
        assertThat(Answer.of("spam").value()).isEqualTo("spam");
        assertThat(Answer.of("spam").confidence()).isEqualTo(1);
        assertThat(Answer.of("spam", 0.25).confidence()).isEqualTo(0.25);
        assertThat(Answer.of(2.5).value()).isEqualTo(2.5);
        assertThat(Answer.of(true, 0.5).value()).isEqualTo(true);
        assertThat(Answer.of("spam").confidence(0.5).confidence()).isEqualTo(0.5);
    }

    @Test
    void shouldMakeNumbersWithoutAFractionWhole() {
        assertThat(Answer.of(3.0).value()).isEqualTo(3L);
        assertThat(Answer.of(-0.0).value()).isEqualTo(0L);
        assertThat(Answer.of(1e300).value()).isEqualTo(1e300);
    }

    @Test
    void shouldAbstain() {
        assertThat(Answer.abstain().abstains()).isTrue();
        assertThat(Answer.abstain().value()).isNull();
        assertThat(Answer.abstain().confidence()).isZero();
        assertThat(Answer.abstain().confidence(0.9)).isSameAs(Answer.abstain());
        assertThat(Answer.of("spam").abstains()).isFalse();
    }

    @Test
    void shouldHoldObjects() {
        Answer answer =
                Answer.object()
                        .put("level", "warn")
                        .put("code", 7)
                        .put("fatal", false)
                        .put("at", Answer.object().put("line", 3));

        assertThat(answer.value())
                .isEqualTo(
                        Map.of(
                                "level",
                                "warn",
                                "code",
                                7L,
                                "fatal",
                                false,
                                "at",
                                Map.of("line", 3L)));
    }

    @Test
    void shouldNotFormCircles() {
        Answer one = Answer.object();
        Answer two = Answer.object().put("one", one);
        one.put("two", two);

        assertThat(one.value()).isEqualTo(Map.of("two", Map.of("one", Map.of())));
        assertThatThrownBy(() -> one.put("me", one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("field 'me' takes another Answer.object(), not ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseAConfidenceThatIsNoProbability(double confidence) {
        assertThatThrownBy(() -> Answer.of("spam", confidence))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "confidence is " + confidence + ", but must be a probability in [0, 1]");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
    void shouldRefuseNumbersThatJsonCannotCarry(double value) {
        assertThatThrownBy(() -> Answer.of(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an answer's number is " + value + ", which JSON cannot carry");
    }

    @Test
    void shouldSayWhatToDoInsteadOfNullAndInsteadOfPut() {
        assertThatThrownBy(() -> Answer.of((String) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("an answer's text is null; use Answer.abstain()");
        assertThatThrownBy(() -> Answer.of("spam").put("a", "b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("put(\"a\", …) needs Answer.object(); this answer is spam (1.0)");
    }
}
