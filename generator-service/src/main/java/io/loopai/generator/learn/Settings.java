package io.loopai.generator.learn;

import io.loopai.features.TextFeatures;

/**
 * What is chosen for each task before a model is trained.
 *
 * @param features which features of texts it sees
 * @param cost of an error on a training row against large weights: C of support
 *     vector machines
 * @param rareFirst whether a feature counts the more, the fewer rows have it (inverse document
 *     frequency; Spärck Jones 1972)
 * @param trust how much more easily it believes fields and written programs than texts, from 1 on
 */
record Settings(TextFeatures features, double cost, boolean rareFirst, double trust) {}
