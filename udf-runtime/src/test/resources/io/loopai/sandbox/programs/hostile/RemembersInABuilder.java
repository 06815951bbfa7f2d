import io.loopai.program.*;

public final class RemembersInABuilder implements Program {
    private static final StringBuilder LOG = new StringBuilder();

    public Answer answer(Input in) {
        return Answer.of(LOG.append(in.text("text")).toString());
    }
}
