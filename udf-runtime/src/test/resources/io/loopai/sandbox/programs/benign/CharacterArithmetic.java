import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class CharacterArithmetic implements Program {
    @Override
    public Answer answer(Input in) {
        StringBuilder out = new StringBuilder();
        int[] counts = new int[26];
        for (char c : in.text("text").toLowerCase().toCharArray()) {
            if (c >= 'a' && c <= 'z') {
                counts[c - 'a']++;
                out.append((char) ((c - 'a' + 13) % 26 + 'a'));
            } else {
                out.append(Character.isWhitespace(c) ? '_' : c);
            }
        }
        char most = 'a';
        for (char c = 'a'; c <= 'z'; c++) {
            most = counts[c - 'a'] > counts[most - 'a'] ? c : most;
        }
        out.setCharAt(0, Character.toUpperCase(out.charAt(0)));
        return Answer.of(out.insert(0, most).reverse().toString());
    }
}
