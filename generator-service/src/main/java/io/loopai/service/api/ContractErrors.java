package io.loopai.service.api;

import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.ArrayList;
import java.util.List;

/** Says what of a request is against the contract. */
final class ContractErrors {

    private static final String HOW = "; send it with content-type: application/json";

    /** What the validator says of a field that the contract does not know, or that is wrong inside. */
    private static final String NOT_ALLOWED = "does not match additional properties schema";

    private ContractErrors() {}

    /** Null when it is something else. */
    static ApiError of(Throwable thrown) {
        if (thrown instanceof SchemaValidationException invalid) {
            List<ApiError.Detail> details = details(invalid.getOutputUnit());
            String message =
                    invalid.getMessage().contains("parameter")
                            ? invalid.getMessage()
                            : message(details);
            return new ApiError(400, "VALIDATION_ERROR", message, details);
        }
        if (thrown instanceof ValidatorException invalid) {
            return switch (invalid.type()) {
                case UNSUPPORTED_VALUE_FORMAT ->
                        ApiError.of(415, "UNSUPPORTED_MEDIA_TYPE", "the body is not JSON" + HOW);
                case MISSING_REQUIRED_PARAMETER ->
                        ApiError.of(400, "VALIDATION_ERROR", "the body is missing" + HOW);
                case ILLEGAL_VALUE ->
                        ApiError.of(400, "VALIDATION_ERROR", "the body is no valid JSON");
                default -> ApiError.of(400, "VALIDATION_ERROR", invalid.getMessage());
            };
        }
        return null;
    }

    private static String message(List<ApiError.Detail> details) {
        if (details.isEmpty()) {
            return "the request does not satisfy the contract";
        }
        ApiError.Detail first = details.get(0);
        return (first.at().isEmpty() ? "" : first.at() + ": ")
                + first.message()
                + (details.size() == 1 ? "" : " (and " + (details.size() - 1) + " more)");
    }

    /** The errors that are deepest in the value; those above only repeat that there are some. */
    private static List<ApiError.Detail> details(OutputUnit unit) {
        List<OutputUnit> errors = unit.getErrors() == null ? List.of() : unit.getErrors();
        List<ApiError.Detail> details = new ArrayList<>();
        for (OutputUnit error : errors) {
            boolean above =
                    errors.stream()
                            .anyMatch(
                                    other ->
                                            isBelow(
                                                    other.getKeywordLocation(),
                                                    error.getKeywordLocation()));
            if (!above) {
                String at = error.getInstanceLocation().replaceFirst("^#/?", "");
                details.add(new ApiError.Detail(at, error.getError()));
            }
        }
        return details.stream()
                .filter(each -> !isRepetition(each, details))
                .map(ContractErrors::plain)
                .toList();
    }

    private static boolean isRepetition(ApiError.Detail detail, List<ApiError.Detail> all) {
        return detail.message().endsWith(NOT_ALLOWED)
                && all.stream()
                        .anyMatch(
                                other ->
                                        other.at().startsWith(detail.at())
                                                && !other.message().endsWith(NOT_ALLOWED));
    }

    private static ApiError.Detail plain(ApiError.Detail detail) {
        return detail.message().endsWith(NOT_ALLOWED)
                ? new ApiError.Detail(detail.at(), "there is no such field")
                : detail;
    }

    private static boolean isBelow(String keyword, String other) {
        return keyword.length() > other.length() && keyword.startsWith(other + "/");
    }
}
