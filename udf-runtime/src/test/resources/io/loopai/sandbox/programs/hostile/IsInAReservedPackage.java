package io.loopai.program.text;

import io.loopai.program.*;

public final class IsInAReservedPackage implements Program {
    public Answer answer(Input in) {
        return Answer.abstain();
    }
}
