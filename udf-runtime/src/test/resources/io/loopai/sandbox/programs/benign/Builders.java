import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class Builders implements Program {
    static final class Query {
        private final List<String> terms;
        private final int limit;

        private Query(Builder builder) {
            this.terms = List.copyOf(builder.terms);
            this.limit = builder.limit;
        }

        @Override
        public String toString() {
            return "Query{" + String.join("+", terms) + ", limit=" + limit + '}';
        }

        static final class Builder {
            private final List<String> terms = new ArrayList<>();
            private int limit = 10;

            Builder term(String term) {
                terms.add(Objects.requireNonNull(term, "term"));
                return this;
            }

            Builder limit(int limit) {
                this.limit = limit;
                return this;
            }

            Query build() {
                return new Query(this);
            }
        }
    }

    @Override
    public Answer answer(Input in) {
        return Answer.of(new Query.Builder().term("free").term("prize").limit(3).build().toString());
    }
}
