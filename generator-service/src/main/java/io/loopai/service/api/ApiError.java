package io.loopai.service.api;

import io.loopai.sandbox.Problem;
import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.service.decisions.DecisionRefusedException;
import io.loopai.service.decisions.NoSuchTaskException;
import io.loopai.service.decisions.TaskExistsException;
import io.loopai.store.ArtifactException;
import io.loopai.store.NoSuchArtifactException;
import io.loopai.task.InvalidTaskException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why a request is not answered as asked.
 *
 * @param details one for each single problem; may be empty
 */
record ApiError(int status, String code, String message, List<Detail> details) {

    /** One problem, and where it is: a JSON pointer, or a line of the program. */
    record Detail(String at, String message) {}

    static ApiError of(int status, String code, String message) {
        return new ApiError(status, code, message, List.of());
    }

    /** What went wrong while the request was carried out; null when nobody expected it. */
    static ApiError of(Throwable thrown) {
        String message = thrown.getMessage();
        if (thrown instanceof NoSuchTaskException) {
            return of(404, "TASK_NOT_FOUND", message);
        }
        if (thrown instanceof NoSuchArtifactException) {
            return of(404, "ARTIFACT_NOT_FOUND", message);
        }
        if (thrown instanceof NoSuchRolloutException) {
            return of(404, "ROLLOUT_NOT_FOUND", message);
        }
        if (thrown instanceof NoSuchLabelException) {
            return of(404, "LABEL_NOT_FOUND", message);
        }
        if (thrown instanceof TaskExistsException) {
            return of(409, "TASK_ALREADY_EXISTS", message);
        }
        if (thrown instanceof ArtifactException || thrown instanceof DecisionRefusedException) {
            return of(409, "DECISION_REFUSED", message);
        }
        if (thrown instanceof InvalidTaskException) {
            return of(400, "VALIDATION_ERROR", message);
        }
        if (thrown instanceof ProgramRejectedException rejected) {
            Stream<Detail> details = rejected.problems().stream().map(ApiError::detail);
            return new ApiError(
                    400, "PROGRAM_REJECTED", "the program was rejected", details.toList());
        }
        return ContractErrors.of(thrown);
    }

    private static Detail detail(Problem problem) {
        String at =
                problem.line() == 0
                        ? "program"
                        : "line "
                                + problem.line()
                                + (problem.column() == 0 ? "" : ", column " + problem.column());
        return new Detail(at, problem.message());
    }
}
