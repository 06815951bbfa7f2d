package com.example.programs;

import io.loopai.program.*;

/** With a helper next to it. */
public class InAPackage implements Program {
    @Override
    public Answer answer(Input in) {
        return Answer.of(Helper.shout(in.text("text")));
    }
}

final class Helper {
    static String shout(String text) {
        return text.toUpperCase() + "!";
    }
}
