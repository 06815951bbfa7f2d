package io.loopai.task;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that was meant by one that does not exist. */
public final class Spelling {

    private static final int MAX_TYPOS = 3;

    private Spelling() {}

    /** The known name with the fewest typing mistakes, if those are at most three. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        LevenshteinDistance typos = LevenshteinDistance.getDefaultInstance();
        String lower = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(each -> typos.apply(lower, each) <= MAX_TYPOS)
                .min(Comparator.comparing(each -> typos.apply(lower, each)));
    }
}
