/**
 * Measures what the product costs: {@link io.loopai.benchmarks.Main} is the one harness, {@code
 * docs/performance.md} has the numbers and the command beside each.
 */
package io.loopai.benchmarks;
