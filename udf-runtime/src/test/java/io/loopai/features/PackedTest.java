package io.loopai.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PackedTest {

    private static final String DAMAGED =
            "packed numbers are damaged, or were packed by an earlier build: generate the program"
                    + " again";

    /** The example of the specification. */
    @Test
    void shouldWriteZ85() {
        byte[] bytes = {(byte) 0x86, 0x4F, (byte) 0xD2, 0x6F, (byte) 0xB5, 0x59, (byte) 0xF7, 0x5B};

        assertThat(Packed.z85(bytes)).isEqualTo("HelloWorld");
        assertThat(Packed.bytes("HelloWorld")).isEqualTo(bytes);
    }

    @Property
    void shouldReadWhatItWrote(@ForAll byte[] bytes) {
        String text = Packed.write(bytes);

        assertThat(Packed.read(text, bytes.length)).isEqualTo(bytes);
        assertThat(text).matches("[ -~&&[^\"\\\\]]*").hasSizeLessThan(bytes.length * 5 / 4 + 25);
    }

    @Test
    void shouldWriteWhatRepeatsInLittleRoom() {
        assertThat(Packed.write(new byte[100_000])).hasSizeLessThan(200);
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
                .isThrownBy(() -> Packed.read("abc", 9))
                .withMessage("packed numbers come five characters at a time, but there are 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Packed.read("ab\"de", 9))
                .withMessage("packed numbers hold no '\"', as at character 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Packed.read("abcde", 9))
                .withMessage(DAMAGED);
        String whole = Packed.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Packed.read(whole.substring(0, whole.length() - 10), 9))
                .withMessage(DAMAGED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Packed.read(whole, 7))
                .withMessage("packed numbers take more than the 7 bytes they may take");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Packed.readAscending(whole, Integer.MAX_VALUE))
                .withMessage("there are 2147483647 numbers, but at most 262144");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Packed.readAscending(Packed.writeAscending(new int[] {1}), 9))
                .withMessage("packed numbers end too early");
    }
}
