package io.loopai.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is found by hashes, and remembered, is what the list says. */
class WordListTest {

    private static final List<String> ENTRIES =
            Kinds.LIST.entries().keySet().stream().sorted().toList();

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> listed = Arbitraries.of(ENTRIES).map(entry -> entry.replace("*", ""));
        Arbitrary<String> other = Arbitraries.strings().withChars("abest'").ofMaxLength(10);
        return Arbitraries.oneOf(listed, other)
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts))
                .list()
                .ofMaxSize(8)
                .map(words -> String.join(" ", words));
    }

    @Property(tries = 300)
    void shouldFindWhatIsListed(@ForAll("texts") String text, @ForAll int salt) {
        assertThat(found(text, salt)).isEqualTo(listed(text));
    }

    /** More than are remembered, each again and again. */
    @Test
    void shouldFindTheSameHoweverManyWordsThereAre() {
        Random random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            String text =
                    IntStream.range(0, 10)
                            .mapToObj(n -> ENTRIES.get(random.nextInt(ENTRIES.size())))
                            .map(entry -> entry.replace("*", "") + ending(random))
                            .collect(Collectors.joining(" "));
            assertThat(found(text, 7)).as(text).isEqualTo(listed(text));
        }
    }

    private static String ending(Random random) {
        return List.of("", "s", "ing", "'s", "'").get(random.nextInt(5));
    }

    private static List<Integer> found(String text, int salt) {
        Scan scan = new Scan();
        scan.read(text, false, salt);
        int count = scan.lookUp(Kinds.LIST);
        return Arrays.stream(scan.listed, 0, count).boxed().toList();
    }

    /** By the definition, letter by letter. */
    private static List<Integer> listed(String text) {
        List<Integer> groups = new ArrayList<>();
        for (String word : text.split(" ")) {
            String letters = word.replaceAll("^'+", "");
            if (!letters.isEmpty()) {
                int whole = Kinds.LIST.entries().getOrDefault(letters.replaceAll("'+$", ""), 0);
                groups.add(whole | beginning(letters));
            }
        }
        return groups;
    }

    private static int beginning(String letters) {
        for (int end = letters.length(); end > 0; end--) {
            Integer found = Kinds.LIST.entries().get(letters.substring(0, end) + "*");
            if (found != null) {
                return letters.length() - end <= 7 ? found : 0;
            }
        }
        return 0;
    }
}
