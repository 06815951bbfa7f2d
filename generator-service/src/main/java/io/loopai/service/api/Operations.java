package io.loopai.service.api;

/** Where operations of the contract are told what they do. */
interface Operations {

    /** May block and throw; see {@link ApiError#of(Throwable)}. */
    @FunctionalInterface
    interface Action {

        ApiResponse answer(ApiRequest request) throws Exception;
    }

    void on(String operationId, Action action);
}
