import io.loopai.program.*;
import java.util.*;

public final class TokenMap implements Program {

    private static final String[] LABELS = {"billing", "shipping", "account", "sales", "technical"};

    private static final Map<String, double[]> WEIGHTS = new HashMap<>();

    static {
        put("billing", 2.1, "charged", "card", "refund", "invoice", "payment", "payments", "twice");
        put("shipping", 1.9, "courier", "parcel", "door", "box", "delivery", "week", "left", "rang");
        put("account", 2.3, "password", "login", "forgot", "username", "link", "mail");
        put("sales", 1.7, "price", "seats", "quote", "discount", "trial", "years", "signed");
        put("technical", 1.2, "app", "closes", "page", "lamp", "blinks", "screen", "empty", "hub");
    }

    private static void put(String label, double weight, String... words) {
        int index = Arrays.asList(LABELS).indexOf(label);
        for (String word : words) {
            WEIGHTS.computeIfAbsent(word, key -> new double[LABELS.length])[index] += weight;
        }
    }

    public Answer answer(Input in) {
        double[] scores = new double[LABELS.length];
        Map<String, Integer> counts = new HashMap<>();
        for (String token : in.text("text").toLowerCase().split(" ")) {
            String word = strip(token);
            if (!word.isEmpty()) {
                counts.merge(word, 1, Integer::sum);
            }
        }
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            double[] weights = WEIGHTS.get(entry.getKey());
            if (weights != null) {
                double tf = 1 + Math.log(entry.getValue());
                for (int i = 0; i < scores.length; i++) {
                    scores[i] += tf * weights[i];
                }
            }
        }
        int best = LABELS.length - 1;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return Answer.of(LABELS[best], 1 / (1 + Math.exp(-scores[best])));
    }

    private static String strip(String token) {
        int from = 0;
        int to = token.length();
        while (from < to && !Character.isLetterOrDigit(token.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isLetterOrDigit(token.charAt(to - 1))) {
            to--;
        }
        return token.substring(from, to);
    }
}
