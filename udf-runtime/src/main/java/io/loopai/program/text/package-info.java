/**
 * What programs use on text instead of hand-written loops: as fast as the JVM allows, linear in the
 * text, and safe with any text.
 *
 * <pre>{@code
 * Tokens.words("Don't WAIT!")                     // [don't, wait]
 * Tokens.contains(text, "refund")                 // one whole word, ignoring case
 * PhraseSet.of("free entry", "win").matches(text) // many words and phrases in one pass
 * PhraseSet.weighted(weights).score(text)         // sum of the weights of those it finds
 * PhraseSet.of("viagra", "casino").anywhere()     // inside of words, too
 * Regex.of("\\border #?(\\d+)").group(text, 1)    // the order number, or ""
 * Regex.split(text, "\\s*[,;]\\s*")               // as String.split
 * Shapes s = Shapes.of(text);                     // how the text looks:
 * s.hasUrl() && s.hasMoney()                      // also e-mail, phone, date, time, hex ids
 * s.upperShare() > 0.5 || s.exclamations() > 2    // also words, lines, digitShare, questions
 * LinearModel.of("ham", "spam")…build().score(text) // a learned model over hashed n-grams
 * }</pre>
 *
 * <p>Keep {@code PhraseSet} and {@code Regex} in static final fields. All of it is immutable, and
 * only strings, numbers, booleans, and lists and arrays of strings come back.
 */
package io.loopai.program.text;
