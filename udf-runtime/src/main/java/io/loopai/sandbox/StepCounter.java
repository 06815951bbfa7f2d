package io.loopai.sandbox;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves calls of {@link io.loopai.sandbox.compiler.CompileThread} into a class: at the entry of every
 * method, before every jump backwards, and where arrays and texts are made. Static initialisers are
 * left alone, since one that fails breaks its class for good.
 */
final class StepCounter {

    private static final String THREAD = "io/loopai/sandbox/compiler/CompileThread";

    private static final String JOINED = "(Ljava/lang/String;)Ljava/lang/String;";
    private static final Set<String> BUILDERS =
            Set.of("java/lang/StringBuilder", "java/lang/StringBuffer");

    private StepCounter() {}

    static byte[] weave(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        // What is woven in leaves the stack as it was, and with it stack map frames and sizes.
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            String signature,
                            String[] thrown) {
                        MethodVisitor next =
                                super.visitMethod(access, name, descriptor, signature, thrown);
                        return name.equals("<clinit>") ? next : new Counted(next);
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static final class Counted extends MethodVisitor {

        private final Set<Label> passed = new HashSet<>();

        Counted(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            step();
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label target) {
            if (passed.contains(target)) {
                step();
            }
            super.visitJumpInsn(opcode, target);
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            if (opcode == Opcodes.NEWARRAY) {
                call("array", "(I)I");
            }
            super.visitIntInsn(opcode, operand);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.ANEWARRAY) {
                call("array", "(I)I");
            }
            super.visitTypeInsn(opcode, type);
        }

        /** Compilers write some complaints to the console, source included. */
        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            if (owner.equals("java/lang/System") && descriptor.equals("Ljava/io/PrintStream;")) {
                super.visitFieldInsn(opcode, THREAD, "NOWHERE", descriptor);
            } else {
                super.visitFieldInsn(opcode, owner, name, descriptor);
            }
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String name, String descriptor, boolean isInterface) {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            if (BUILDERS.contains(owner) && name.equals("toString")
                    || owner.equals("java/lang/String") && name.equals("concat")) {
                call("joined", JOINED);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(
                String name, String descriptor, Handle bootstrap, Object... arguments) {
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
            if (bootstrap.getOwner().equals("java/lang/invoke/StringConcatFactory")) {
                call("joined", JOINED);
            }
        }

        private void step() {
            call("step", "()V");
        }

        private void call(String method, String descriptor) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, THREAD, method, descriptor, false);
        }
    }
}
