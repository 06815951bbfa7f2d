package io.loopai.sandbox;

/**
 * One reason why a program was refused.
 *
 * @param line in the program's source, from 1; 0 when it concerns no single line
 * @param column in that line, from 1; 0 when it is not known
 * @param message what is wrong and what to do about it
 */
public record Problem(Layer layer, int line, int column, String message) {

    /** As people read it, such as {@code line 7, column 12: Syntax error}. */
    @Override
    public String toString() {
        if (line == 0) {
            return message;
        }
        return "line " + line + (column == 0 ? "" : ", column " + column) + ": " + message;
    }
}
