package io.loopai.sandbox;

import io.loopai.program.Program;
import io.loopai.regex.LinearPattern;
import io.loopai.sandbox.guest.Pattern;
import io.loopai.sandbox.guest.Shared;
import io.loopai.sandbox.meter.Gauge;
import io.loopai.sandbox.meter.Meter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One program's classes, its own copies of the meter and of the {@link io.loopai.sandbox.guest
 * guests}, and what the allowlist lets it see.
 */
final class ProgramLoader extends ClassLoader {

    private static final String METER = Meter.class.getName();
    private static final String SHARED = Shared.class.getName();
    private static final Map<String, byte[]> COPIES = copies();

    /** What the copies refer to; the verifier keeps programs from naming it. */
    private static final List<String> BEHIND =
            List.of(
                    Meter.class.getPackageName() + ".",
                    LinearPattern.class.getPackageName() + ".",
                    com.google.re2j.Pattern.class.getPackageName() + ".");

    private final Map<String, byte[]> classes;

    ProgramLoader(Map<String, byte[]> classes) {
        super("program", null);
        this.classes = classes;
    }

    /** The host's way to this program's counters. */
    Gauge gauge() throws ReflectiveOperationException {
        return (Gauge) loadClass(METER).getDeclaredConstructor().newInstance();
    }

    /** From now on the program cannot change that of which the function knows the static field. */
    @SuppressWarnings("unchecked") // its own copy of Shared is a consumer of exactly this
    void guard(Function<Object, String> fieldOf) throws ReflectiveOperationException {
        ((Consumer<Function<Object, String>>)
                        loadClass(SHARED).getDeclaredConstructor().newInstance())
                .accept(fieldOf);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            byte[] own = COPIES.getOrDefault(name, classes.get(name));
            if (own != null) {
                return defineClass(name, own, 0, own.length);
            }
            if (BEHIND.stream().anyMatch(name::startsWith) || Allowlist.get().isVisible(name)) {
                return Class.forName(name, false, Program.class.getClassLoader());
            }
            throw new ClassNotFoundException(name + " is not on the allowlist");
        }
    }

    private static Map<String, byte[]> copies() {
        String guests = Pattern.class.getPackageName() + ".";
        Map<String, byte[]> copies = new HashMap<>();
        copies.put(METER, bytes(METER));
        for (String guest :
                List.of(
                        "Pattern",
                        "Matcher",
                        "Found",
                        "MeteredText",
                        "Strings",
                        "Texts",
                        "Formats",
                        "Fixed",
                        "Streams",
                        "Functions",
                        "Sizes",
                        "Cost",
                        "Shared")) {
            copies.put(guests + guest, bytes(guests + guest));
        }
        return copies;
    }

    private static byte[] bytes(String className) {
        try (InputStream in =
                Meter.class.getResourceAsStream("/" + className.replace('.', '/') + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + className, e);
        }
    }
}
