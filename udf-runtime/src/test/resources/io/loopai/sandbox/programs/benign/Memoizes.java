import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class Memoizes implements Program {
    private static long fibonacci(int n, Map<Integer, Long> memo) {
        if (n < 2) {
            return n;
        }
        Long known = memo.get(n);
        if (known == null) {
            known = fibonacci(n - 1, memo) + fibonacci(n - 2, memo);
            memo.put(n, known);
        }
        return known;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static Set<String> permutations(String text) {
        if (text.isEmpty()) {
            return Set.of("");
        }
        Set<String> all = new TreeSet<>();
        for (int i = 0; i < text.length(); i++) {
            for (String rest : permutations(text.substring(0, i) + text.substring(i + 1))) {
                all.add(text.charAt(i) + rest);
            }
        }
        return all;
    }

    @Override
    public Answer answer(Input in) {
        Map<Integer, Long> memo = new HashMap<>();
        return Answer.of(fibonacci(50, memo) + " " + gcd(84, 36) + " " + permutations("abc").size());
    }
}
