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
 * @param trust how much more easily it believes fields and written programs than texts, from 1 on
 */
record Settings(
        TextFeatures features, Weighing weighing, double cost, boolean rareFirst, double trust) {

    /** What features of a block are multiplied with. */
    double share(Block block) {
        return block == Block.FIELDS ? trust : weighing.of(block);
    }
}
