import io.loopai.program.*;

public final class ExtendsAClassLoader implements Program {
    static final class Loader extends ClassLoader {}

    public Answer answer(Input in) {
        return Answer.of(new Loader() != null);
    }
}
