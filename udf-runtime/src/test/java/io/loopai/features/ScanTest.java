package io.loopai.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What one pass without branches finds is what plain definitions say. */
class ScanTest {

    private static final int SALT = 12345;

    private final Scan scan = new Scan();

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("abcXYZ 019'’.,!?-\n\t éİß\u00a0中٣\ud83d\ude00")
                .ofMaxLength(60);
    }

    @Property
    void shouldFoldCaseAndBlanks(@ForAll("texts") String text, @ForAll boolean masked) {
        scan.read(text, masked, SALT);

        StringBuilder folded = new StringBuilder(" ");
        for (char c : (text + " ").toCharArray()) {
            folded.append(masked && Character.isDigit(c) ? '0' : Folding.fold(c));
        }
        assertThat(new String(scan.folded, 0, scan.length))
                .isEqualTo(folded.toString().replaceAll(" +", " "));
    }

    @Property
    void shouldHashEachWord(@ForAll("texts") String text) {
        scan.read(text, false, SALT);

        List<Integer> words = new ArrayList<>();
        int hash = SALT;
        boolean inside = false;
        for (char c : (text + " ").toCharArray()) {
            char folded = Folding.fold(c);
            if (Folding.isWord(folded)) {
                hash = (hash ^ folded) * 0x01000193;
                inside = true;
            } else if (inside) {
                words.add(hash);
                hash = SALT;
                inside = false;
            }
        }
        assertThat(Arrays.stream(scan.words, 0, scan.wordCount).mapToInt(hash64 -> (int) hash64))
                .containsExactlyElementsOf(words);
    }

    @Property
    void shouldFindMarksDigitsAndCapitals(@ForAll("texts") String text) {
        scan.read(text, false, SALT);

        assertThat(new String(scan.plain, 0, scan.plainLength)).isEqualTo(text);
        assertThat(Arrays.stream(scan.places, 0, scan.placeCount))
                .containsExactlyElementsOf(
                        IntStream.range(0, text.length())
                                .filter(
                                        at ->
                                                switch (CharKind.of(text.charAt(at))) {
                                                    case MARK, DIGIT, CAPITAL -> true;
                                                    case BLANK, LETTER -> false;
                                                })
                                .boxed()
                                .toList());
    }
}
