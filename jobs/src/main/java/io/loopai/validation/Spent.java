package io.loopai.validation;

/** What a task's LLM has cost on a day; public and mutable for Flink's POJO serializer. */
public final class Spent {

    /** The task's id. */
    public String task;

    /** Days (UTC) since 1970. */
    public long day;

    /** US dollars, with the most that calls under way could cost. */
    public double usd;
}
