package io.loopai.benchmarks;

import io.loopai.program.Answer;
import io.loopai.program.Input;
import io.loopai.program.Program;

/**
 * The program of all benchmarks: sixteen keywords, the first that occurs decides. Loopai gets it as
 * source, the hard-coded baseline as a class.
 */
public final class KeywordProgram implements Program {

    private final String[] billing = {"invoice", "refund", "charged", "payment"};
    private final String[] shipping = {"parcel", "courier", "delivery", "tracking"};
    private final String[] account = {"password", "log in", "username", "access"};
    private final String[] sales = {"price", "quote", "discount", "trial"};

    @Override
    public Answer answer(Input in) {
        String text = in.text("text").toLowerCase();
        if (containsAny(text, billing)) {
            return Answer.of("billing", 0.9);
        }
        if (containsAny(text, shipping)) {
            return Answer.of("shipping", 0.9);
        }
        if (containsAny(text, account)) {
            return Answer.of("account", 0.9);
        }
        if (containsAny(text, sales)) {
            return Answer.of("sales", 0.8);
        }
        return Answer.of("technical", 0.6);
    }

    private static boolean containsAny(String text, String[] words) {
        for (String word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
