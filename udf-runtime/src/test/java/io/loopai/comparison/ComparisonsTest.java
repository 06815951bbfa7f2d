package io.loopai.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.task.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'kind':'exact'} | 'spam' | 'spam' | true",
                "{'kind':'exact'} | 'spam' | 'Spam' | false",
                "{'kind':'exact'} | 1 | 1.0 | true",
                "{'kind':'exact'} | 1 | 1e400 | false",
                "{'kind':'exact'} | 1e400 | 1e400 | true",
                "{'kind':'fuzzy','tolerance':0.1} | 1e400 | 1 | false",
                "{'kind':'exact'} | {'a':1,'b':2} | {'b':2.0,'a':1} | true",
                "{'kind':'exact'} | {'a':1} | {'a':1,'b':null} | false",
                "{'kind':'fuzzy'} | 100.9 | 100 | true",
                "{'kind':'fuzzy'} | 101.1 | 100 | false",
                "{'kind':'fuzzy','tolerance':0.1} | -91 | -100 | true",
                "{'kind':'fuzzy','tolerance':0,'absolute':0.5} | 0.5 | 0 | true",
                "{'kind':'fuzzy'} | ' New  YORK' | 'new york' | true",
                "{'kind':'fuzzy'} | 'STRASSE' | 'straße' | true",
                "{'kind':'fuzzy'} | 'ﬁne' | 'fine' | true",
                "{'kind':'fuzzy'} | 'ham' | 'spam' | false",
                "{'kind':'fuzzy'} | '1' | 1 | false",
                "{'kind':'fuzzy'} | {'a':'X','b':null} | {'a':'x'} | true",
                "{'kind':'fuzzy'} | {'a':'x','b':1} | {'a':'x'} | false",
                "{'kind':'fuzzy'} | [1,2] | [1] | false",
                "{'kind':'structured'} | {'a':1,'b':2} | {'a':1,'b':3} | false",
                "{'kind':'structured','agree_at':0.5} | {'a':1,'b':2} | {'a':1,'b':3} | true",
                "{'kind':'structured','weights':{'b':0}} | {'a':1,'b':2} | {'a':1} | true",
                "{'kind':'structured','weights':{'b':2},'agree_at':0.5} | {'a':1,'b':2} | {'a':1,'b':3} | false",
                "{'kind':'structured'} | 'x' | 'x' | true",
                "{'kind':'first_letter'} | 'spam' | 'sport' | true"
            })
    void shouldSayWhetherAnswersAgree(
            String comparison, String output, String expected, boolean agrees) {
        assertThat(Comparisons.of(json(comparison)).agrees(json(output), json(expected)))
                .isEqualTo(agrees);
    }

    @Test
    void shouldCompareExactlyWhereNothingIsSaid() {
        assertThat(Comparisons.of(null).agrees(json("1"), json("1.0"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'kind':'fuzy'} | there is no kind 'fuzy' (known: exact, first_letter, fuzzy, structured); a kind of your own needs its jar on the class path",
                "{'tolerance':1} | must be a map such as {kind: fuzzy, tolerance: 0.01}, or a kind",
                "{'kind':'exact','tolerance':1} | unknown key 'tolerance'; exact knows none",
                "{'kind':'fuzzy','tolerence':1} | unknown key 'tolerence'; fuzzy knows absolute, tolerance",
                "{'kind':'fuzzy','tolerance':-1} | tolerance must be a number, 0 or more, but is -1",
                "{'kind':'structured','weights':[1]} | weights must be a map such as {level: 2, note: 0}, but is [1]",
                "{'kind':'structured','agree_at':2} | agree_at must be a share between 0 and 1, but is 2.0"
            })
    void shouldRefuseWhatCannotBeMeant(String comparison, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparisons.of(json(comparison)))
                .withMessage(message);
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** A plug-in, as a user would write one. */
    public static final class FirstLetter implements ComparisonProvider {

        @Override
        public String kind() {
            return "first_letter";
        }

        @Override
        public Comparison create(JsonNode settings) {
            return (output, expected) -> output.asText().charAt(0) == expected.asText().charAt(0);
        }
    }
}
