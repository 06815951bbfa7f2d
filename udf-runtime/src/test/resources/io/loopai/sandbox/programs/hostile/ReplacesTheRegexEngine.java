package io.loopai.regex;

import io.loopai.program.*;

public final class LinearPattern implements Program {
    public static void charge(long steps) {}

    public Answer answer(Input in) {
        return Answer.of("mine");
    }
}
