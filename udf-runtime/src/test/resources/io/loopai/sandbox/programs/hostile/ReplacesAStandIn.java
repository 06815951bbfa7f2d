package io.loopai.sandbox.guest;

import io.loopai.program.*;

public final class Matcher implements Program {
    public static void charge(long steps) {}

    public Answer answer(Input in) {
        return Answer.of("mine");
    }
}
