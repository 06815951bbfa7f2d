/**
 * Regular expressions that take time linear in the text, with bounds on what a pattern may cost.
 *
 * <p>{@link io.loopai.regex.LinearPattern} compiles patterns in RE2's syntax, for the program API's
 * {@code Regex}, and in Java's, for programs that were written against {@code java.util.regex}.
 */
package io.loopai.regex;
