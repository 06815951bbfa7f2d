/**
 * What may leave the operator's machines, and in which form.
 *
 * <p>Start at {@link io.loopai.privacy.Border}; {@link io.loopai.privacy.Masker} finds what is
 * personal or secret in a text.
 */
package io.loopai.privacy;
