import io.loopai.program.*;

public final class Ngrams implements Program {

    private static final String[] LABELS = {"billing", "shipping", "account", "sales", "technical"};

    private static final int BUCKETS = 4096;

    /** One block of five weights for each bucket. */
    private static final float[] WEIGHTS = unpack("{weights}");

    private static final float[] BIAS = {-0.21f, 0.04f, -0.13f, 0.08f, 0.37f};

    public Answer answer(Input in) {
        String text = in.text("text").toLowerCase();
        float[] scores = BIAS.clone();
        addWords(text, scores);
        addCharacters(text, scores);
        int best = 0;
        double sum = 0;
        for (int label = 0; label < scores.length; label++) {
            if (scores[label] > scores[best]) {
                best = label;
            }
        }
        for (int label = 0; label < scores.length; label++) {
            sum += Math.exp(scores[label] - scores[best]);
        }
        return Answer.of(LABELS[best], 1 / sum);
    }

    /** Words and pairs of neighbours. */
    private static void addWords(String text, float[] scores) {
        int previous = 0;
        int hash = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (Character.isLetterOrDigit(c)) {
                hash = 31 * hash + c;
            } else if (hash != 0) {
                add(hash, scores);
                if (previous != 0) {
                    add(31 * previous + hash, scores);
                }
                previous = hash;
                hash = 0;
            }
        }
    }

    /** Three to five neighbouring characters. */
    private static void addCharacters(String text, float[] scores) {
        int length = text.length();
        for (int from = 0; from + 3 <= length; from++) {
            int hash = 7;
            for (int n = 0; n < 5; n++) {
                if (from + n == length) {
                    break;
                }
                hash = 31 * hash + text.charAt(from + n);
                if (n >= 2) {
                    add(hash, scores);
                }
            }
        }
    }

    private static void add(int hash, float[] scores) {
        int mixed = hash * 0x9E3779B1;
        int block = (mixed >>> 20) * 5;
        for (int label = 0; label < 5; label++) {
            scores[label] += WEIGHTS[block + label];
        }
    }

    /** Printable characters around 'P', which is zero. */
    private static float[] unpack(String packed) {
        float[] weights = new float[BUCKETS * LABELS.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (packed.charAt(i) - 'P') / 64f;
        }
        return weights;
    }
}
