package io.loopai.oracle;

/**
 * What a model costs.
 *
 * @param input USD per million tokens of requests
 * @param output USD per million tokens of replies, hidden reasoning included
 */
public record Price(double input, double output) {

    /** Of one call, in USD. */
    public double of(long tokensIn, long tokensOut) {
        return (tokensIn * input + tokensOut * output) / 1e6;
    }
}
