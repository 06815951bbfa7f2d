package io.loopai.sandbox;

import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * Points a verified program at the stand-ins of {@link io.loopai.sandbox.guest} instead of the JDK's
 * classes and methods of the same name.
 */
final class Redirect extends ClassVisitor {

    private static final String STRING = "java/lang/String";
    private static final String STRINGS = "io/loopai/sandbox/guest/Strings";

    private static final Set<String> STRING_METHODS =
            Set.of("matches", "replaceAll", "replaceFirst", "split", "toLowerCase", "toUpperCase");

    private static final Map<String, String> CLASSES =
            Map.of(
                    "java/util/regex/Pattern", "io/loopai/sandbox/guest/Pattern",
                    "java/util/regex/Matcher", "io/loopai/sandbox/guest/Matcher");

    private Redirect(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    /** A visitor that redirects what it sees before it hands it on. */
    static ClassVisitor before(ClassVisitor next) {
        return new Redirect(new ClassRemapper(next, new SimpleRemapper(Opcodes.ASM9, CLASSES)));
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] thrown) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, thrown);
        return new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitMethodInsn(
                    int opcode, String owner, String name, String descriptor, boolean itf) {
                if (joins(owner, name)) {
                    super.visitMethodInsn(opcode, STRINGS, name, descriptor, false);
                } else if (redirected(owner, name)) {
                    super.visitMethodInsn(
                            Opcodes.INVOKESTATIC, STRINGS, name, withReceiver(descriptor), false);
                } else {
                    super.visitMethodInsn(opcode, owner, name, descriptor, itf);
                }
            }

            @Override
            public void visitInvokeDynamicInsn(
                    String name, String descriptor, Handle bootstrap, Object... arguments) {
                Object[] redirected = arguments.clone();
                for (int i = 0; i < redirected.length; i++) {
                    if (redirected[i] instanceof Handle) {
                        redirected[i] = redirect((Handle) redirected[i]);
                    }
                }
                super.visitInvokeDynamicInsn(name, descriptor, bootstrap, redirected);
            }
        };
    }

    private static Handle redirect(Handle handle) {
        if (joins(handle.getOwner(), handle.getName())) {
            return new Handle(handle.getTag(), STRINGS, handle.getName(), handle.getDesc(), false);
        }
        return redirected(handle.getOwner(), handle.getName())
                ? new Handle(
                        Opcodes.H_INVOKESTATIC,
                        STRINGS,
                        handle.getName(),
                        withReceiver(handle.getDesc()),
                        false)
                : handle;
    }

    /** The static methods that join texts of which nobody knows beforehand how many they are. */
    private static boolean joins(String owner, String name) {
        return owner.equals(STRING) && name.equals("join")
                || owner.equals("java/util/stream/Collectors") && name.equals("joining");
    }

    private static boolean redirected(String owner, String name) {
        return owner.equals(STRING) && STRING_METHODS.contains(name);
    }

    private static String withReceiver(String descriptor) {
        return "(L" + STRING + ";" + descriptor.substring(1);
    }
}
