import io.loopai.program.*;
import java.util.HashSet;
import java.util.Set;

public final class HashesBadly implements Program {
    static final class Key {
        @Override
        public int hashCode() {
            return 1;
        }
    }

    public Answer answer(Input in) {
        Set<Key> keys = new HashSet<>();
        keys.add(new Key());
        return Answer.of(keys.size());
    }
}
