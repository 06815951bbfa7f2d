import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class BitOperations implements Program {
    @Override
    public Answer answer(Input in) {
        String text = in.text("text");
        int hash = 0x811c9dc5;
        for (int i = 0; i < text.length(); i++) {
            hash ^= text.charAt(i) & 0xff;
            hash *= 16_777_619;
        }
        long bits = 0L;
        bits |= 1L << 40;
        bits = bits >>> 3 | ~bits & 0b1010;
        byte b = (byte) 200;
        short s = (short) (b << 2);
        return Answer.of(Integer.toHexString(hash) + " " + Long.bitCount(bits) + " " + b + " " + s + " " + (b & 0xff) + " " + (-7 >> 1) + " " + (-7 >>> 28) + " " + Integer.reverse(1));
    }
}
