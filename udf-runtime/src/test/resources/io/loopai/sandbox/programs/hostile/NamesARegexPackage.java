package com.google.re2j;

import io.loopai.program.*;

public final class NamesARegexPackage implements Program {
    public Answer answer(Input in) {
        return Answer.abstain();
    }
}
