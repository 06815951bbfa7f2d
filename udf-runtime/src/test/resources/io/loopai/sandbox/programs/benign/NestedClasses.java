import io.loopai.program.*;

public final class NestedClasses implements Program {
    interface Scorer {
        int score(String text);

        default int twice(String text) {
            return 2 * score(text);
        }
    }

    abstract static class Base implements Scorer {
        protected int weight = 3;
    }

    static final class Weighted extends Base {
        @Override
        public int score(String text) {
            return weight * text.length();
        }
    }

    final class Inner {
        int score(Scorer scorer, String text) {
            return scorer.twice(text);
        }
    }

    public Answer answer(Input in) {
        Scorer scorer = new Weighted();
        return Answer.of(new Inner().score(scorer, in.text("text")));
    }
}
