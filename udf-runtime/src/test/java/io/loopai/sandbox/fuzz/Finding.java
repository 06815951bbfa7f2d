package io.loopai.sandbox.fuzz;

/**
 * Something that must not happen.
 *
 * @param kind such as {@code cpu}, {@code crash} or {@code nondeterminism}
 * @param where what findings of the same cause have in common
 * @param details all that is known
 */
record Finding(String kind, String where, String details) {

    String signature() {
        String text = kind + " " + where.replaceAll("\\d+", "#").replaceAll("\\s+", " ");
        return text.substring(0, Math.min(160, text.length()));
    }
}
