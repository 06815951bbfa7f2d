package io.loopai.program.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CharsTest {

    @Test
    void shouldFoldEveryCodePointToOneOfTheSameLengthAndOnlyOnce() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            int folded = Chars.fold(c);
            assertThat(Character.charCount(folded)).isEqualTo(Character.charCount(c));
            assertThat(Character.charCount(Character.toLowerCase(c)))
                    .isEqualTo(Character.charCount(c));
            assertThat(Chars.fold(folded)).isEqualTo(folded);
        }
    }

    @Test
    void shouldNotTakeAnEmojiVariationSelectorForPartOfAWord() {
        assertThat(Tokens.words("❤\uFE0Ffree")).containsExactly("free");
        assertThat(Chars.isWord('\u0301')).isTrue();
    }
}
