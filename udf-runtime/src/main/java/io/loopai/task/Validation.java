package io.loopai.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An execution's output compared with the oracle's: all that is needed to judge the live versions, and
 * to learn from it.
 *
 * <p>Every sample gets one. Where the oracle gave no answer, {@code error} says why, and the sample
 * counts as missing. When a label comes later for what was answered otherwise, or not at all, another
 * one replaces the first.
 *
 * @param id of the execution
 * @param version that answered
 * @param output what the program answered; null when it gave no answer
 * @param confidence of the program in its answer; null when it gave none
 * @param expected what the oracle answered; null when the oracle gave no answer
 * @param agrees whether the two agree; false when the program gave no answer; null when the oracle
 *     gave none
 * @param others answers of other live versions that differ from {@code output}; null when none does
 * @param same numbers of the other live versions that answered the same; null when none did. A version
 *     that is neither here nor among {@code others} did not run on the request
 * @param revision of the deployment under which the execution ran
 * @param oracle who answered, or was asked
 * @param draw why the execution went to the oracle
 * @param probability with which that draw takes it
 * @param consistent whether an oracle that was asked twice said the same both times; null when it was
 *     asked once
 * @param costUsd what asking cost, in US dollars, tries in vain included
 * @param error why the oracle gave no answer, or null
 * @param replaces true when it replaces an earlier one for the same id; else null
 * @param model the LLM that was paid; null, like the tokens, when none was
 * @param tokensIn of the questions
 * @param tokensOut of the answers
 * @param corrects the answer in whose place this one is; null when there was none
 */
public record Validation(
        String id,
        String task,
        int version,
        JsonNode input,
        JsonNode output,
        Double confidence,
        JsonNode expected,
        Boolean agrees,
        List<OtherAnswer> others,
        List<Integer> same,
        long revision,
        Oracle oracle,
        Draw draw,
        double probability,
        Boolean consistent,
        double costUsd,
        String error,
        Instant executedAt,
        Instant validatedAt,
        Boolean replaces,
        String model,
        Long tokensIn,
        Long tokensOut,
        Earlier corrects) {

    /** The error of a sample that has waited for a label as long as one is waited for. */
    public static final String NO_LABEL_CAME = "no label came";

    /** The first one for its id. */
    public Validation(
            String id,
            String task,
            int version,
            JsonNode input,
            JsonNode output,
            Double confidence,
            JsonNode expected,
            Boolean agrees,
            List<OtherAnswer> others,
            List<Integer> same,
            long revision,
            Oracle oracle,
            Draw draw,
            double probability,
            Boolean consistent,
            double costUsd,
            String error,
            Instant executedAt,
            Instant validatedAt) {
        this(
                id,
                task,
                version,
                input,
                output,
                confidence,
                expected,
                agrees,
                others,
                same,
                revision,
                oracle,
                draw,
                probability,
                consistent,
                costUsd,
                error,
                executedAt,
                validatedAt,
                null,
                null,
                null,
                null,
                null);
    }

    /** The same with what it is in the place of. */
    public Validation marked(Boolean replaces, Earlier corrects) {
        return new Validation(
                id,
                task,
                version,
                input,
                output,
                confidence,
                expected,
                agrees,
                others,
                same,
                revision,
                oracle,
                draw,
                probability,
                consistent,
                costUsd,
                error,
                executedAt,
                validatedAt,
                replaces,
                model,
                tokensIn,
                tokensOut,
                corrects);
    }

    /** Whether it is the first answer, where one for the same id was missing before. */
    public boolean isLate() {
        return Boolean.TRUE.equals(replaces) && corrects == null;
    }

    /** Whether a label may still come: there is no answer, and it has not waited for one in vain. */
    public boolean takesLabel() {
        return expected == null && (error == null || !error.contains(NO_LABEL_CAME));
    }

    /** Whether each version that ran on the request agrees with the oracle; null as in the fields. */
    public Map<Integer, Boolean> verdicts() {
        Map<Integer, Boolean> verdicts = new HashMap<>();
        verdicts.put(version, agrees);
        if (same != null) {
            same.forEach(number -> verdicts.put(number, agrees));
        }
        if (others != null) {
            others.forEach(other -> verdicts.put(other.version(), other.agrees()));
        }
        return verdicts;
    }

    /**
     * What another live version answered to the same request.
     *
     * @param output null when it gave no answer
     * @param agrees whether it agrees with the oracle; null when the oracle gave no answer
     */
    public record OtherAnswer(
            int version, ProgramStatus programStatus, JsonNode output, Boolean agrees) {}

    /**
     * An answer that was given to the same execution before, and counts no more.
     *
     * @param oracle who gave it
     * @param right numbers of the versions that agreed with it
     * @param validatedAt when it was given
     */
    public record Earlier(
            JsonNode expected, Oracle oracle, List<Integer> right, Instant validatedAt) {}
}
