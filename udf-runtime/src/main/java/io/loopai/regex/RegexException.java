package io.loopai.regex;

import java.util.regex.PatternSyntaxException;

/**
 * A pattern that is malformed or cannot be matched in linear time. Its message is one sentence that
 * holds the pattern and what to do.
 *
 * <p>It is a {@code PatternSyntaxException} for the sake of programs that catch one.
 */
public final class RegexException extends PatternSyntaxException {

    private static final long serialVersionUID = 1L;

    private RegexException(String message, String regex) {
        super(message, regex, -1);
    }

    static RegexException of(String regex, String problem) {
        return new RegexException("regular expression '" + regex + "' " + problem, regex);
    }

    static RegexException notLinear(String regex, String what) {
        return of(
                regex,
                "has "
                        + what
                        + ", which cannot be matched in linear time;"
                        + " match without it and check the rest in code");
    }

    static RegexException tooLong(String message) {
        return new RegexException(message, "");
    }

    /** The sentence alone; the parent would add the pattern on lines of its own. */
    @Override
    public String getMessage() {
        return getDescription();
    }
}
