package io.loopai.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TonesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "positive, negative",
                "positive, negative, neutral, mixed",
                "anger, joy, optimism, sadness",
                "Very good, Good, OK, Bad, Very bad",
                "happy, sad",
                "SATISFIED, NOT_SATISFIED",
                "non-toxic, toxic"
            })
    void shouldSeeThatLabelsAreFeelingsOrOpinions(String labels) {
        assertThat(Tones.areTold(List.of(labels.split(", ")))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INFO, WARN, ERROR, FATAL", // all on one side
                "ham, spam",
                "billing, praise, complaint, shipping, account", // most are none
                "billing, bug, praise", // bugs are things
                "World, Sports, Business, Sci/Tech",
                "positive",
                ""
            })
    void shouldSeeThatLabelsAreNone(String labels) {
        assertThat(Tones.areTold(List.of(labels.split(", ")))).isFalse();
    }

    /** All other words of these texts have no tone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the food was good | I say it is GOOD",
                "what a pleasure | this one is pleasant",
                "not good at all | it was never really good",
                "don’t enjoy it | don't enjoy it",
                "good camera but bad screen | nice phone but horrible lens",
                "see the table | ''",
                "she said 'good' | she said good",
                "good, fine and nice | good, fine, nice and good",
            })
    void shouldTakeTextsForTheSame(String one, String other) {
        assertThat(tones(one)).isEqualTo(tones(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "it is good | it is bad",
                "it is good | it is not good",
                "it is not good | it is not so that one could say good", // out of reach
                "it is good | it is good and beautiful",
                "nice, good, awful and bad | nice, good, fine, awful, bad and ugly", // two, three
                "awful screen but good camera | awful screen and good camera",
                "good camera , awful screen | awful screen , good camera",
                "how sad | how dangerous",
            })
    void shouldTellTextsApart(String one, String other) {
        assertThat(tones(one)).isNotEqualTo(tones(other));
    }

    @Test
    void shouldStandAmongOtherFields() {
        FeatureList list = new FeatureList(0);

        TextFeatures.parse("tones").find("text", "good", list);

        assertThat(list.size()).isEqualTo(3); // praise, on the positive side, and it ends so
        assertThat(FeatureList.block(list.get(0))).isEqualTo(Block.FIELDS.ordinal());
    }

    /** Learned models depend on these numbers: they must never change. */
    @Test
    void shouldHashAsEver() {
        assertThat(tones("good camera but bad screen, not nice"))
                .containsExactly(169213, 234785, 188514, 18978, 179340, 212390);
    }

    @Property
    void shouldTakeAnyText(@ForAll String text) {
        assertThat(tones(text))
                .isNotEmpty()
                .allMatch(bucket -> bucket >= 0 && bucket < TextFeatures.BUCKETS);
    }

    @Test
    void shouldFindEveryWordThatIsListed() {
        List<Integer> nothing = tones("table");
        ToneWords.LIST
                .entries()
                .forEach(
                        (entry, tones) -> {
                            assertThat(entry).matches("[a-z']+[*]?");
                            assertThat(tones).as(entry).isBetween(1, (1 << 9) - 1);
                            if (ToneWords.side(tones) != 0) {
                                assertThat(tones(entry.replace("*", "")))
                                        .as(entry)
                                        .isNotEqualTo(nothing);
                            }
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "enjoyable, joy",
        "reliable, praise",
        "unreliable, criticism",
        "satisfying, praise",
        "dissatisfaction, criticism",
        "efficiency, praise",
        "optimistic, hope",
        "'great', praise",
        "hopeless, sadness", // not hope
        "fearless, hope", // not fear
        "terrific, praise", // not fear
        "awful, criticism, fear",
        "wonderful, praise, joy",
        "disgusting, criticism, anger",
        "table",
        "amazon",
        "window",
        "please",
        "patient",
    })
    void shouldKnowTonesOfWords(ArgumentsAccessor of) {
        List<Integer> found = tones(of.getString(0));

        for (int tone = 0; tone < ToneWords.FEELINGS; tone++) {
            boolean listed =
                    of.toList().subList(1, of.size()).contains(ToneWords.LIST.groups().get(tone));
            assertThat(found.contains(bucket(tone)))
                    .as(ToneWords.LIST.groups().get(tone))
                    .isEqualTo(listed);
        }
    }

    private static int bucket(int kind) {
        int salt = Hash.mix(Hash.of("text"), 77);
        return Hash.bucket(Hash.mix(Hash.mix(salt, kind), 1));
    }

    /** Programs were learned with this list: one with other words needs another name. */
    @Test
    void shouldHaveTheWordsThatProgramsWereLearnedWith() {
        assertThat(ToneWords.LIST.entries().hashCode()).isEqualTo(1_393_080_641);
    }

    private static List<Integer> tones(String text) {
        FeatureList list = new FeatureList(0);
        TextFeatures.parse("tones").find("text", text, list);
        List<Integer> buckets = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            buckets.add(FeatureList.bucket(list.get(i)));
        }
        return buckets;
    }
}
