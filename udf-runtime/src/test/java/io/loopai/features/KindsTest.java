package io.loopai.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

class KindsTest {

    /** All other words of these texts are not listed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the goalkeeper was there | a QUARTERBACK is here",
                "the dog, the cat and a horse | her cows and pigs", // twice or more
                "the soup and zebras | a soup with zebra",
                "like so | ''",
                "she said 'soup' | she said soup",
            })
    void shouldTakeTextsForTheSame(String one, String other) {
        assertThat(names(one)).isEqualTo(names(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the dog | the soup",
                "the dog | the dog and the cat",
                "the dog likes soup | the soup likes dogs", // what comes first
                "the dog | like so",
                "soup with chopsticks | no soup", // the first word says what to do, mostly
            })
    void shouldTellTextsApart(String one, String other) {
        assertThat(names(one)).isNotEqualTo(names(other));
    }

    /** Persons, sport: both once, and both first. */
    @Test
    void shouldBeABlockOfTheirOwn() {
        FeatureList list = new FeatureList(0);

        TextFeatures.parse("kinds").find("text", "the goalkeeper", list);

        assertThat(IntStream.range(0, list.size()).map(i -> FeatureList.block(list.get(i))))
                .hasSize(4)
                .containsOnly(Block.KINDS.ordinal());
    }

    /** Learned models depend on these numbers: they must never change. */
    @Test
    void shouldHashAsEver() {
        assertThat(buckets("text", "Which actor paid for the dogs and the horses?"))
                .containsExactly(31843, 226054, 118272, 13588, 65457, 181885, 202676);
    }

    @Property
    void shouldTakeAnyText(@ForAll String text) {
        assertThat(buckets("text", text))
                .allMatch(bucket -> bucket >= 0 && bucket < TextFeatures.BUCKETS)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldFindEveryWordThatIsListed() {
        assertThat(Kinds.LIST.entries()).hasSizeGreaterThan(2_000);
        Kinds.LIST
                .entries()
                .forEach(
                        (entry, kinds) -> {
                            assertThat(entry).matches("[a-z][a-z']*[*]?");
                            assertThat(names(entry.replace("*", "")))
                                    .as(entry)
                                    .containsAll(names(kinds));
                            assertThat(kinds).as(entry).isPositive();
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "goalkeepers, person, sport",
        "chocolates, food",
        "uncle, person",
        "politicians, person, politics",
        "inventory, order",
        "production",
        "unclear",
        "stealth",
        "banks, group, money",
        "password, account, computing",
        "the",
        "generalissimo",
        "chocolateandsugar", // no word ends so far behind its beginning
    })
    void shouldKnowWhatWordsName(ArgumentsAccessor of) {
        assertThat(names(of.getString(0)))
                .containsExactlyInAnyOrderElementsOf(
                        of.toList().subList(1, of.size()).stream().map(String::valueOf).toList());
    }

    /** Programs were learned with this list: one with other words needs another name. */
    @Test
    void shouldHaveTheWordsThatProgramsWereLearnedWith() {
        assertThat(Kinds.LIST.entries().hashCode()).isEqualTo(1_984_145_749);
    }

    private static List<String> names(int kinds) {
        List<String> all = Kinds.LIST.groups();
        return all.stream().filter(name -> (kinds >>> all.indexOf(name) & 1) != 0).toList();
    }

    /** Of several beginnings the longest counts: it is of all kinds that a shorter one is of. */
    @Test
    void shouldNotTakeAKindAwayByALongerBeginning() {
        Map<String, Integer> beginnings = new HashMap<>();
        Kinds.LIST
                .entries()
                .forEach(
                        (entry, kinds) -> {
                            if (entry.endsWith("*")) {
                                beginnings.put(entry.replace("*", ""), kinds);
                            }
                        });
        List<String> other = List.of("electronic", "investigat", "protestant"); // not that word
        beginnings.forEach(
                (longer, kinds) ->
                        beginnings.forEach(
                                (shorter, fewer) -> {
                                    if (longer.startsWith(shorter) && !other.contains(longer)) {
                                        assertThat(names(kinds))
                                                .as(longer)
                                                .containsAll(names(fewer));
                                    }
                                }));
    }

    /** The kinds that a text was found to have, more than one marked with +, the first ones with 1. */
    private static List<String> names(String text) {
        List<Integer> found = buckets("text", text);
        List<String> names = new ArrayList<>();
        int salt = Hash.mix(Hash.of("text"), Block.KINDS.ordinal());
        for (String name : Kinds.LIST.groups()) {
            int seed = Hash.mix(salt, Kinds.LIST.groups().indexOf(name));
            for (int what = 1; what <= 3; what++) {
                if (found.contains(Hash.bucket(Hash.mix(seed, what)))) {
                    names.add(name + List.of("", "+", "1").get(what - 1));
                }
            }
        }
        assertThat(names).hasSameSizeAs(found);
        return names;
    }

    private static List<Integer> buckets(String field, String text) {
        FeatureList list = new FeatureList(0);
        TextFeatures.parse("kinds").find(field, text, list);
        return IntStream.range(0, list.size())
                .map(i -> FeatureList.bucket(list.get(i)))
                .boxed()
                .toList();
    }
}
