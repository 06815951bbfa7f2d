package io.loopai.sandbox;

import io.loopai.program.InputException;
import io.loopai.regex.RegexException;
import io.loopai.sandbox.guest.Texts;
import io.loopai.sandbox.meter.Exhaustion;
import io.loopai.sandbox.meter.Meter;
import java.util.Set;

/**
 * Turns what a program threw into text at once: kept, the exception would keep the program's class
 * loader alive through the frames of its stack trace.
 */
final class Failure {

    private static final int LONGEST_MESSAGE = 500;

    /** The JDK says nothing here, and most often it is a collection that {@link Statics} froze. */
    private static final String UNCHANGEABLE =
            "a collection of a static field, of the input, or made by List.of and its like cannot"
                    + " change; change a copy, such as new ArrayList<>(list)";

    private Failure() {}

    /** Such as {@code ArithmeticException: / by zero at line 12}. */
    static String text(Throwable thrown, Set<String> classNames) {
        int line = line(thrown, classNames);
        return line == 0 ? text(thrown) : text(thrown) + " at line " + line;
    }

    /** The same without the line. */
    static String text(Throwable thrown) {
        String message = Texts.told(thrown);
        if (message != null) {
            message = oneLine(message);
        }
        if (thrown instanceof InputException || thrown instanceof RegexException) {
            return message;
        }
        String name = thrown.getClass().getSimpleName();
        if (thrown instanceof UnsupportedOperationException && message == null) {
            return name + ": " + UNCHANGEABLE;
        }
        return message == null ? name : name + ": " + message;
    }

    /** The innermost line of the program's source, or 0. */
    static int line(Throwable thrown, Set<String> classNames) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            // Of the program's classes only what the sandbox wrote into them has no lines.
            if (classNames.contains(frame.getClassName()) && frame.getLineNumber() > 0) {
                return frame.getLineNumber();
            }
        }
        return 0;
    }

    /** Which limit of the budget was met. */
    static String text(Exhaustion exhausted, Budget budget) {
        switch (exhausted) {
            case FUEL:
                return "fuel: more than " + budget.fuel() + " steps";
            case DEPTH:
                return "recursion deeper than " + budget.depth() + " calls";
            case MEMORY:
                return "memory: more than " + (Meter.MAX_BYTES >> 20) + " MB";
            default:
                return "CPU time: " + millis(budget.cpuNanos()) + " ms are not enough";
        }
    }

    private static String oneLine(String message) {
        String cut =
                message.length() > LONGEST_MESSAGE
                        ? message.substring(0, LONGEST_MESSAGE) + "…"
                        : message;
        return cut.replace('\n', ' ').replace('\r', ' ');
    }

    private static String millis(long nanos) {
        return nanos % 1_000_000 == 0
                ? Long.toString(nanos / 1_000_000)
                : Double.toString(nanos / 1e6);
    }
}
