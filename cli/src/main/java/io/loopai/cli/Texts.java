package io.loopai.cli;

/** Small things about texts. */
final class Texts {

    private Texts() {}

    /** The text, or its beginning and an ellipsis. */
    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
