package io.loopai.files;

/** The input that was asked for cannot be read. The message says which, where and what to do. */
public final class InputFilesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InputFilesException(String message) {
        super(message);
    }
}
