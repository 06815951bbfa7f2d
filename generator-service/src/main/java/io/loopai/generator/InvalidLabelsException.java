package io.loopai.generator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Labels that cannot be used; the message says which, why, and what to do. */
public final class InvalidLabelsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message complete */
    public InvalidLabelsException(String message) {
        super(message);
    }

    InvalidLabelsException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * From one answer nothing can be learned.
     *
     * @param rows at least one
     * @throws InvalidLabelsException where all have the same answer
     */
    public static void checkThatAnswersDiffer(List<LabelledRow> rows) {
        JsonNode first = rows.get(0).output();
        if (rows.stream().allMatch(row -> row.output().equals(first))) {
            String which =
                    rows.size() == 1
                            ? "there is one example or labelled row, with the answer "
                            : "all "
                                    + rows.size()
                                    + " examples and labelled rows have the same answer, ";
            throw new InvalidLabelsException(
                    which
                            + first
                            + ", from which nothing can be learned; add rows with other answers");
        }
    }
}
