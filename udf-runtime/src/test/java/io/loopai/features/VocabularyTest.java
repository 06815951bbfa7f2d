package io.loopai.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {

    private static final int LAST = TextFeatures.BUCKETS - 1;

    @Property(tries = 200)
    void shouldNumberWhatItKnowsInOrder(
            @ForAll Set<@IntRange(max = LAST) Integer> buckets,
            @ForAll List<@IntRange(max = LAST) Integer> others) {
        Vocabulary vocabulary =
                Vocabulary.of(buckets.stream().mapToInt(Integer::intValue).toArray());

        int next = 0;
        for (int bucket : new TreeSet<>(buckets)) {
            long word = vocabulary.word(bucket);
            int upTo = Vocabulary.upTo(word, bucket);
            assertThat(Vocabulary.isKnown(upTo)).isEqualTo(1);
            assertThat(Vocabulary.number(word, upTo)).isEqualTo(next++);
        }
        for (int bucket : others) {
            assertThat(Vocabulary.isKnown(Vocabulary.upTo(vocabulary.word(bucket), bucket)))
                    .isEqualTo(buckets.contains(bucket) ? 1 : 0);
        }
    }

    @Test
    void shouldNumberAllByTheirBuckets() {
        for (int bucket = 0; bucket <= LAST; bucket++) {
            long word = Vocabulary.ALL.word(bucket);
            int upTo = Vocabulary.upTo(word, bucket);
            assertThat(Vocabulary.isKnown(upTo)).isEqualTo(1);
            assertThat(Vocabulary.number(word, upTo)).isEqualTo(bucket);
        }
    }

    @Test
    void shouldLeaveOutWhatItDoesNotKnow() {
        FeatureList all = new FeatureList(0);
        TextFeatures features = TextFeatures.parse("chars 3");
        features.find("", "abcdefg", all);
        int third = FeatureList.bucket(all.get(3));
        FeatureList list = new FeatureList(0);

        list.begin(Vocabulary.of(third - 1, third));
        features.find("", "abcdefg", list);

        assertThat(list.size()).isEqualTo(1);
        assertThat(FeatureList.number(list.get(0))).isEqualTo(1);
        assertThat(FeatureList.block(list.get(0))).isEqualTo(Block.CHARS.ordinal());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, TextFeatures.BUCKETS})
    void shouldRefuseWhatIsNoBucket(int bucket) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.of(bucket))
                .withMessage("bucket " + bucket + " is not from 0 to 262143");
    }
}
