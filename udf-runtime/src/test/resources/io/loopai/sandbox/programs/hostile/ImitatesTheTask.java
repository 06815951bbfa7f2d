package io.loopai.task;

import io.loopai.program.*;

public final class ImitatesTheTask implements Program {
    public Answer answer(Input in) {
        return Answer.abstain();
    }
}
