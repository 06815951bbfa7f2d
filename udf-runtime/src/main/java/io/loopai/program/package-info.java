/**
 * The only API that generated code may see, together with {@link io.loopai.program.text}.
 *
 * <p>A program is one class that implements {@link io.loopai.program.Program}: it reads fields from
 * an {@link io.loopai.program.Input} and returns an {@link io.loopai.program.Answer}.
 */
package io.loopai.program;
