package io.loopai.engine;

import io.loopai.decision.Drawn;
import io.loopai.task.Deployment;
import io.loopai.task.LiveVersion;
import io.loopai.task.ProgramStatus;
import java.util.List;
import java.util.Map;

/** The draws of {@link Engine}, for executions that no engine has made. */
public final class Draws {

    private static final byte[] NOTHING = {};

    private final TaskSampling sampling;

    public Draws(Deployment deployment) {
        sampling = new TaskSampling(deployment, 1, null);
    }

    /**
     * The draw that takes the execution; null when none does.
     *
     * @param size of the input, in bytes
     * @param version that answers
     * @param confidence in the answer, a probability
     * @param other what another live version answers; null when it is the same
     */
    public Drawn draw(
            String id,
            int size,
            LiveVersion version,
            String answer,
            double confidence,
            String other,
            long millis) {
        RawJson input = new RawJson(NOTHING, 0, size);
        ParsedRequest request = new ParsedRequest(id, null, Map.of(), input, null, null, 0, false);
        return sampling.draw(
                request,
                version,
                answered(version.version(), answer, confidence),
                other == null ? List.of() : List.of(answered(0, other, confidence)),
                millis);
    }

    private static Answered answered(int version, String answer, double confidence) {
        return new Answered(version, ProgramStatus.SUCCESS, answer, confidence, 0, null);
    }
}
