package io.loopai.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFeaturesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "words 1",
                "words 1-2",
                "chars 2-5",
                "chars 3",
                "marks",
                "tones",
                "kinds",
                "words 1-2, chars 2-5, marks, tones, kinds, digits masked"
            })
    void shouldReadWhatItWrites(String spec) {
        TextFeatures features = TextFeatures.parse(spec);

        assertThat(TextFeatures.parse(features.toString()))
                .isEqualTo(features)
                .hasSameHashCodeAs(features);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "words",
                "words 0",
                "words 1-3",
                "words 2",
                "chars 5-2",
                "chars 1-7",
                "mark",
                "chars 2:5"
            })
    void shouldNameAnUnknownKind(String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextFeatures.parse("words 1, " + part + ", marks"))
                .withMessage(
                        "'"
                                + part
                                + "' is no kind of features; known: words 1, words 1-2, chars 2-5"
                                + " (from 1 to 6), marks, tones, kinds, digits masked");
    }

    /** Learned models depend on these numbers: they must never change. */
    @Test
    void shouldHashAsEver() {
        assertThat(buckets("words 1-2", "text", "Win a prize"))
                .containsExactly(210334, 67101, 121919, 152071, 1511, 25100);
        assertThat(buckets("chars 2-3", "text", "Hi"))
                .containsExactly(94519, 237951, 12653, 3297, 197134);
        assertThat(buckets("marks", "text", "OK!! 12"))
                .containsExactly(147499, 120876, 93632, 191856, 191856, 48876, 244783, 170505);
        assertThat(buckets("marks", "text", "(3) Héllo WORLD, 42nd AB1C -- don’t  STOP.."))
                .containsExactly(
                        147499, 42123, 187958, 128713, 90395, 93632, 230565, 244783, 93632, 187958,
                        75102, 75102, 256045, 242895, 93632, 95050, 95050, 77931, 258609);
        assertThat(buckets("words 1-2", "text", "(3) Héllo WORLD, 42nd AB1C -- don’t  STOP.."))
                .containsExactly(
                        110160, 52311, 184021, 208038, 21961, 190912, 256200, 24260, 217682, 194314,
                        244794, 15910, 199563, 117992);
        assertThat(buckets("marks", "text", "")).containsExactly(147499, 241877);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "words 1-2, chars 2-5 | `FREE  Entry\tnow ` | free entry now",
                "words 1-2, chars 2-5 | don’t GO | Don't go",
                "words 1, digits masked | call 0800 | CALL 1234",
                "words 1 | a-b c. | a b c",
            },
            delimiter = '|')
    void shouldTakeTextsForTheSame(String spec, String one, String other) {
        assertThat(buckets(spec, "text", one)).isEqualTo(buckets(spec, "text", other));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "words 1 | call 0800 | call 1234",
                "words 1-2 | a b | b a",
                "marks | really? | really!",
                "marks | OK | ok",
                "marks | no. 123 | no. 1234",
                "chars 2 | ab | abb",
            },
            delimiter = '|')
    void shouldTellTextsApart(String spec, String one, String other) {
        assertThat(Set.copyOf(buckets(spec, "text", one)))
                .isNotEqualTo(Set.copyOf(buckets(spec, "text", other)));
    }

    /** The classes of first words are one feature, the first that the marks find. */
    @ParameterizedTest
    @CsvSource(
            value = {
                "What time is it? | WHERE are you",
                "Is it late? | can you help me",
                "The server is down | I’m late",
                "Send me the file | Archive old files",
                "'' | Donaudampfschifffahrt is long",
            },
            delimiter = '|')
    void shouldSeeWhatKindOfWordATextOpensWith(String one, String other) {
        assertThat(buckets("marks", "text", one).get(0))
                .isEqualTo(buckets("marks", "text", other).get(0));
        assertThat(buckets("marks", "text", one).get(0))
                .isNotEqualTo(buckets("marks", "text", "please " + one).get(0));
    }

    @Test
    void shouldTellFieldsApart() {
        String spec = "words 1-2, chars 2-5, marks";

        assertThat(buckets(spec, "subject", "hello there!"))
                .doesNotContainAnyElementsOf(buckets(spec, "body", "hello there!"));
    }

    @Test
    void shouldSayWhereABlockEnds() {
        FeatureList list = new FeatureList(0);

        TextFeatures.parse("words 1, marks").find("text", "two words!", list);
        FieldFeatures.choice("a", "x", list);
        FieldFeatures.choice("b", "y", list);
        TextFeatures.parse("words 1").find("text", "", list);

        assertThat(IntStream.range(0, list.parts()).map(list::endOf)).containsExactly(2, 6, 8);
        assertThat(IntStream.of(0, 2, 6).map(at -> FeatureList.block(list.get(at))))
                .containsExactly(
                        Block.WORDS.ordinal(), Block.MARKS.ordinal(), Block.FIELDS.ordinal());
    }

    /** With 2^18 buckets and so few features, good hashes hardly ever meet. */
    @Test
    void shouldSpreadFeaturesOverTheBuckets() {
        Set<Integer> buckets = new HashSet<>();
        for (int i = 0; i < 4_000; i++) {
            buckets.addAll(buckets("words 1", "text", "word" + i));
        }
        // 4,000 balls in 262,144 urns: 30 meet on average, with a standard deviation of 5.5.
        assertThat(buckets.size()).isBetween(3_940, 3_999);
    }

    @Property
    void shouldTakeAnyText(@ForAll String text) {
        String all = "words 1-2, chars 1-6, marks, tones, kinds, digits masked";

        assertThat(buckets(all, "text", text))
                .allMatch(bucket -> bucket >= 0 && bucket < TextFeatures.BUCKETS)
                .isEqualTo(buckets(all, "text", text));
    }

    @Property
    void shouldFindRunsOfAllLengthsThatTheyAreAskedFor(
            @ForAll String text, @ForAll @IntRange(min = 3, max = 5) int most) {
        List<Integer> each = new ArrayList<>();
        for (int length = 2; length <= most; length++) {
            each.addAll(buckets("chars " + length, "text", text));
        }

        assertThat(buckets("chars 2-" + most, "text", text))
                .containsExactlyInAnyOrderElementsOf(each);
    }

    private static List<Integer> buckets(String spec, String field, String text) {
        List<Integer> buckets = new ArrayList<>();
        FeatureList list = new FeatureList(0);
        TextFeatures.parse(spec).find(field, text, list);
        for (int i = 0; i < list.size(); i++) {
            assertThat(FeatureList.block(list.get(i))).isBetween(0, Block.values().length - 1);
            buckets.add(FeatureList.bucket(list.get(i)));
        }
        return buckets;
    }
}
