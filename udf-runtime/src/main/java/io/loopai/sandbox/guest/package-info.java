/**
 * Stand-ins for JDK classes and methods that programs name but must not get: {@code
 * java.util.regex.Pattern} and {@code Matcher}, whose time nothing bounds, and the methods of {@code
 * String} that hide them or take quadratic time.
 *
 * <p>A program's bytecode is pointed at them after it was verified, so that its source compiles
 * against the JDK and error messages speak of the JDK. Every program's class loader defines its own
 * copies, which therefore charge the program's own {@link io.loopai.sandbox.meter.Meter}. Internal.
 */
package io.loopai.sandbox.guest;
