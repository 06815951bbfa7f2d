/**
 * What linear models look at: hashed n-grams, marks, tones and kinds of texts, and other fields. One code for
 * training and for running, so that a model meets the features it has learned.
 */
package io.loopai.features;
