package io.loopai.generator.learn;

import io.loopai.features.Block;
import io.loopai.features.TextFeatures;

/**
 * What is chosen for each task before a model is trained.
 *
 * @param features which features of texts it sees
 * @param weighing of words, characters and marks
 * @param cost of an error on a training row against large weights: C of support
 *     vector machines
 * @param rareFirst whether a feature counts the more, the fewer rows have it (inverse document
 *     frequency; Spärck Jones 1972)
 */
record Settings(TextFeatures features, Weighing weighing, double cost, boolean rareFirst) {

    /** What features of a block are multiplied with. */
    double share(Block block) {
        return weighing.of(block);
    }
}
