package io.loopai.generator.learn;

import io.loopai.features.TextFeatures;

/**
 * What is chosen for each task before a model is trained.
 *
 * @param features which features of texts it sees
 * @param cost of an error on a training row against large weights: liblinear's C
 * @param rareFirst whether a feature counts the more, the fewer rows have it (inverse document
 *     frequency; Spärck Jones 1972)
 */
record Settings(TextFeatures features, double cost, boolean rareFirst) {

    static Settings of(String features, double cost, boolean rareFirst) {
        return new Settings(TextFeatures.parse(features), cost, rareFirst);
    }
}
