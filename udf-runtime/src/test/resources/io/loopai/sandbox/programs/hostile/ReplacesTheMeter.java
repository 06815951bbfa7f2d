package io.loopai.sandbox.meter;

import io.loopai.program.*;

public final class Meter implements Program {
    public static void charge(long steps) {}

    public Answer answer(Input in) {
        return Answer.of("mine");
    }
}
