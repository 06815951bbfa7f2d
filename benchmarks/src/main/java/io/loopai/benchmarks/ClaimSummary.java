package io.loopai.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How far claims can be trusted. All but the counts are shares.
 *
 * @param cells how many programs were made
 * @param claims how many of them claimed anything
 * @param bias mean of the estimates less the truth; positive where too much is promised
 * @param claimed of the intervals as they were claimed: for the accuracy in the long run
 * @param predictive of those for the rows that were judged, see {@link Claim#predictive}
 */
record ClaimSummary(int cells, int claims, Double bias, Quality claimed, Quality predictive) {

    /**
     * Of intervals.
     *
     * @param coverage share of them that cover the truth; 0.95 is promised
     * @param width mean
     * @param winkler mean of {@link Claim#winkler}
     */
    record Quality(double coverage, double width, double winkler) {

        private static Quality of(List<Claim> claims) {
            return new Quality(
                    mean(claims, claim -> claim.covers() ? 1 : 0),
                    mean(claims, claim -> claim.interval().width()),
                    mean(claims, Claim::winkler));
        }
    }

    /** Without any claims there is nothing but the counts, and null for the rest. */
    static ClaimSummary of(int cells, List<Claim> claims) {
        if (claims.isEmpty()) {
            return new ClaimSummary(cells, 0, null, null, null);
        }
        return new ClaimSummary(
                cells,
                claims.size(),
                mean(claims, claim -> claim.estimate() - claim.truth()),
                Quality.of(claims),
                Quality.of(claims.stream().map(Claim::predictive).toList()));
    }

    private static double mean(List<Claim> claims, ToDoubleFunction<Claim> value) {
        return claims.stream().mapToDouble(value).average().orElseThrow();
    }
}
