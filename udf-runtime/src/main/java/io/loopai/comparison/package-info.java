/**
 * When an answer agrees with the right one: {@link io.loopai.comparison.Comparisons} finds what a task
 * names, and everybody may add a kind with a {@link io.loopai.comparison.ComparisonProvider}.
 */
package io.loopai.comparison;
