package io.loopai.sandbox;

import io.loopai.program.Program;
import io.loopai.sandbox.meter.Gauge;
import io.loopai.sandbox.meter.Meter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** One program's classes, its own copy of the meter, and what the allowlist lets it see. */
final class ProgramLoader extends ClassLoader {

    private static final String METER = Meter.class.getName();
    private static final String METER_PACKAGE = Meter.class.getPackageName() + ".";
    private static final byte[] METER_BYTES = meterBytes();

    private final Map<String, byte[]> classes;

    ProgramLoader(Map<String, byte[]> classes) {
        super("program", null);
        this.classes = classes;
    }

    /** The host's way to this program's counters. */
    Gauge gauge() throws ReflectiveOperationException {
        return (Gauge) loadClass(METER).getDeclaredConstructor().newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            byte[] own = name.equals(METER) ? METER_BYTES : classes.get(name);
            if (own != null) {
                return defineClass(name, own, 0, own.length);
            }
            if (name.startsWith(METER_PACKAGE) || Allowlist.get().isVisible(name)) {
                return Class.forName(name, false, Program.class.getClassLoader());
            }
            throw new ClassNotFoundException(name + " is not on the allowlist");
        }
    }

    private static byte[] meterBytes() {
        try (InputStream in = Meter.class.getResourceAsStream("Meter.class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read Meter.class", e);
        }
    }
}
