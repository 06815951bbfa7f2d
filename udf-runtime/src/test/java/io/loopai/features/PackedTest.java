package io.loopai.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PackedTest {

    /** The example of the specification. */
    @Test
    void shouldWriteZ85() {
        byte[] bytes = {(byte) 0x86, 0x4F, (byte) 0xD2, 0x6F, (byte) 0xB5, 0x59, (byte) 0xF7, 0x5B};

        assertThat(Packed.write(bytes)).isEqualTo("HelloWorld");
        assertThat(Packed.read("HelloWorld")).isEqualTo(bytes);
    }

    @Property
    void shouldReadWhatItWrote(@ForAll byte[] bytes) {
        String text = Packed.write(bytes);

        assertThat(Arrays.copyOf(Packed.read(text), bytes.length)).isEqualTo(bytes);
        assertThat(text).matches("[ -~&&[^\"\\\\]]*").hasSizeLessThan(bytes.length * 5 / 4 + 5);
    }

    @Property
    void shouldReadAscendingNumbers(
            @ForAll @Size(max = 200) Set<@IntRange(max = Integer.MAX_VALUE - 1) Integer> numbers) {
        int[] ascending = numbers.stream().mapToInt(Integer::intValue).sorted().toArray();

        assertThat(Packed.readAscending(Packed.writeAscending(ascending), ascending.length))
                .isEqualTo(ascending);
    }

    @Test
    void shouldSayWhatIsDamaged() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Packed.read("abc"))
                .withMessage("packed numbers come five characters at a time, but there are 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Packed.read("ab\"de"))
                .withMessage("packed numbers hold no '\"', as at character 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Packed.readAscending(Packed.writeAscending(new int[] {1}), 9))
                .withMessage("packed numbers end too early");
    }
}
