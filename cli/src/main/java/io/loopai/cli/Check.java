package io.loopai.cli;

/**
 * What {@code loopai doctor} found out about one thing.
 *
 * @param advice what to do; null when there is nothing to do
 */
record Check(String name, Status status, String detail, String advice) {

    enum Status {
        OK,
        WARN,
        FAIL
    }

    static Check ok(String name, String detail) {
        return new Check(name, Status.OK, detail, null);
    }

    static Check warn(String name, String detail, String advice) {
        return new Check(name, Status.WARN, detail, advice);
    }

    static Check fail(String name, String detail, String advice) {
        return new Check(name, Status.FAIL, detail, advice);
    }
}
