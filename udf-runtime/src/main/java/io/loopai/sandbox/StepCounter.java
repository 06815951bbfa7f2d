package io.loopai.sandbox;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves {@link io.loopai.sandbox.compiler.CompileThread#step} into a class: at the entry of every
 * method and before every jump backwards. Static initialisers are left alone, since one that fails
 * breaks its class for good.
 */
final class StepCounter {

    private static final String THREAD = "io/loopai/sandbox/compiler/CompileThread";

    private StepCounter() {}

    static byte[] weave(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        // A call without operands changes neither stack map frames nor the size of the stack.
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

        private void step() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, THREAD, "step", "()V", false);
        }
    }
}
