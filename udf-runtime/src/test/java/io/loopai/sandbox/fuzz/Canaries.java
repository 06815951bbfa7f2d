package io.loopai.sandbox.fuzz;

import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Things that no program can do; that they happened is seen here. */
final class Canaries implements AutoCloseable {

    private static final String PROPERTY = "loopai.fuzz.canary";
    private static final File FILE = new File("loopai-fuzz-canary");

    private final String secret = UUID.randomUUID().toString();
    private final AtomicLong written = new AtomicLong();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Set<String> threads = new HashSet<>();

    Canaries() {
        System.setProperty("loopai.fuzz.secret", secret);
        PrintStream counting =
                new PrintStream(
                        new OutputStream() {
                            @Override
                            public void write(int b) {
                                written.incrementAndGet();
                            }
                        },
                        true,
                        StandardCharsets.UTF_8);
        System.setOut(counting);
        System.setErr(counting);
        Thread.getAllStackTraces().keySet().forEach(thread -> threads.add(thread.getName()));
    }

    /** What happened since the last look, or null. */
    String sung() {
        if (written.getAndSet(0) > 0) {
            return "something was written to stdout or stderr";
        }
        if (System.getProperty(PROPERTY) != null) {
            System.clearProperty(PROPERTY);
            return "a system property was set";
        }
        return FILE.delete() ? "a file was created" : null;
    }

    /** A thread that was not there before, or null. */
    String thread() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            boolean ours =
                    name.startsWith("fuzz-")
                            || name.equals("loopai-compile")
                            || name.equals("loopai-watchdog");
            boolean jvm =
                    thread.getThreadGroup() == null
                            || thread.getThreadGroup().getName().equals("system");
            if (!ours && !jvm && threads.add(name)) {
                return "the thread '" + name + "' was started";
            }
        }
        return null;
    }

    /** Whether a text gives away what only the host knows. */
    boolean leaks(String text) {
        return text != null && text.contains(secret);
    }

    PrintStream out() {
        return out;
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        System.clearProperty("loopai.fuzz.secret");
    }
}
