package io.loopai.validation;

/** How far the job is with one request id; public and mutable for Flink's POJO serializer. */
public final class Progress {

    /** When the sample came, or whatever came before it, in ms since 1970. */
    public long since;

    /** Whether the validation has been written. */
    public boolean validated;

    /** When it was written last, in ms since 1970; 0 before it was, or by a job from before. */
    public long validatedAt;

    /** Whether the caller has got the result. */
    public boolean answered;

    /** When the caller has waited long enough; 0 when nobody waits. */
    public long callerUntil;

    /** Whether it is among the samples that were asked about in its hour. */
    public boolean counted;

    /** How often the LLM was asked in vain. */
    public int attempts;

    /** How often its answer made no sense. */
    public int nonsense;

    /** What asking has cost so far, in US dollars, answered or not. */
    public double costUsd;

    /** Tokens of the questions to the LLM. */
    public long tokensIn;

    /** Tokens of its answers. */
    public long tokensOut;

    /** Not before then may the LLM be asked again. */
    public long askAt;

    /** When everything about the id is forgotten. */
    public long forgetAt;
}
