/**
 * From the source of a program that nobody trusts to something that answers within a budget.
 *
 * <ol>
 *   <li>Compile, in memory and within a budget: {@code SourceCompilers}.
 *   <li>Verify every class against {@code allowlist.txt}: {@code Verifier}.
 *   <li>Point it at the stand-ins for java.util.regex in {@link io.loopai.sandbox.guest}: {@code
 *       Redirect}.
 *   <li>Meter: {@code Instrumenter} weaves fuel and depth checks into every method.
 *   <li>Load and create it in a class loader of its own, within a budget: {@code ProgramLoader}.
 *   <li>Run with a budget per request: {@link io.loopai.sandbox.CompiledProgram}.
 * </ol>
 *
 * All but the last are {@link io.loopai.sandbox.Sandbox#compile}; whichever of them refuses a program
 * says where and what to do in a {@link io.loopai.sandbox.ProgramRejectedException}.
 */
package io.loopai.sandbox;
