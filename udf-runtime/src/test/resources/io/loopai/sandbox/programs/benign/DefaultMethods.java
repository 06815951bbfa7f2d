import io.loopai.program.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public final class DefaultMethods implements Program {
    interface Rule {
        boolean matches(String text);

        default Rule and(Rule other) {
            return text -> matches(text) && other.matches(text);
        }

        default Rule or(Rule other) {
            return text -> matches(text) || other.matches(text);
        }

        default Rule negate() {
            return text -> !matches(text);
        }

        default String name() {
            return "rule";
        }

        static Rule contains(String part) {
            return text -> text.contains(part);
        }
    }

    @Override
    public Answer answer(Input in) {
        Rule rule = Rule.contains("free").and(text -> text.length() < 100).or(Rule.contains("win"));
        return Answer.of(rule.matches("a free lunch") + " " + rule.negate().matches("x") + " " + rule.name());
    }
}
