package io.loopai.sandbox;

import io.loopai.program.Program;
import io.loopai.sandbox.guest.Cost;
import io.loopai.sandbox.meter.Gauge;
import io.loopai.sandbox.meter.Meter;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A program as the sandbox compiles and redirects it, with nothing woven in and with a meter that
 * counts nothing: what metering is compared with. It stands among the benchmarks so that what runs
 * programs for others has no such way.
 */
public final class UnmeteredProgram {

    private static final String METER = Meter.class.getName();

    private UnmeteredProgram() {}

    /** Compiles a program that is trusted not to need the sandbox. */
    public static CompiledProgram compile(String source) throws Throwable {
        Map<String, byte[]> classes = SourceCompilers.compile(source, CompilerKind.ECJ);
        String main = Verifier.verify(classes);
        Map<String, byte[]> redirected = new HashMap<>();
        for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
            ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            new ClassReader(entry.getValue())
                    .accept(Redirect.before(writer), ClassReader.EXPAND_FRAMES);
            redirected.put(entry.getKey(), writer.toByteArray());
        }
        Loader loader = new Loader(redirected);
        return new CompiledProgram(
                main,
                classes.keySet(),
                Instances.of(loader.loadClass(main).asSubclass(Program.class)),
                (Gauge) loader.create(METER));
    }

    private static final class Loader extends ClassLoader {

        private static final String GUESTS = Cost.class.getPackageName() + ".";

        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super("unmetered", Program.class.getClassLoader());
            this.classes = classes;
        }

        Object create(String name) throws ReflectiveOperationException {
            return loadClass(name).getDeclaredConstructor().newInstance();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                byte[] own = own(name);
                return own == null
                        ? super.loadClass(name, resolve)
                        : defineClass(name, own, 0, own.length);
            }
        }

        private byte[] own(String name) throws ClassNotFoundException {
            if (name.equals(METER)) {
                return withoutEffect(bytes(name));
            }
            return name.startsWith(GUESTS) ? bytes(name) : classes.get(name);
        }

        private static byte[] bytes(String name) throws ClassNotFoundException {
            try (InputStream in =
                    Meter.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** The class with methods that do nothing and return 0 or null. */
    private static byte[] withoutEffect(byte[] meter) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        new ClassReader(meter)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    String signature,
                                    String[] thrown) {
                                MethodVisitor next =
                                        super.visitMethod(
                                                access, name, descriptor, signature, thrown);
                                if (name.startsWith("<")) {
                                    return next;
                                }
                                returnNothing(next, Type.getReturnType(descriptor));
                                return null;
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    private static void returnNothing(MethodVisitor method, Type type) {
        method.visitCode();
        switch (type.getSort()) {
            case Type.VOID:
                break;
            case Type.LONG:
                method.visitInsn(Opcodes.LCONST_0);
                break;
            case Type.OBJECT:
                method.visitInsn(Opcodes.ACONST_NULL);
                break;
            default:
                method.visitInsn(Opcodes.ICONST_0);
        }
        method.visitInsn(type.getOpcode(Opcodes.IRETURN));
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
