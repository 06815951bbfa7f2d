package io.loopai.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.LocalVariablesSorter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Weaves calls of {@link io.loopai.sandbox.meter.Meter} into a program's methods: at the entry and
 * every return, in loops, and at the start of every exception handler. {@link Steps} says how much
 * they charge, and {@link Leaves} which methods need less.
 */
final class Instrumenter {

    private static final String METER = "io/loopai/sandbox/meter/Meter";

    private Instrumenter() {}

    static Map<String, byte[]> instrument(Map<String, byte[]> classes)
            throws ProgramRejectedException {
        Map<String, ClassNode> nodes = new LinkedHashMap<>();
        classes.forEach((name, bytes) -> nodes.put(name, read(bytes)));
        Leaves leaves = new Leaves(new Unit(classes.values()), nodes.values());
        Map<String, byte[]> metered = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<String, ClassNode> entry : nodes.entrySet()) {
            try {
                metered.put(entry.getKey(), instrument(entry.getValue(), leaves));
            } catch (MethodTooLargeException e) {
                problems.add(
                        new Problem(
                                Layer.METER,
                                0,
                                0,
                                "method "
                                        + e.getMethodName()
                                        + " has "
                                        + e.getCodeSize()
                                        + " bytes of code with the budget checks in it, but Java"
                                        + " allows 65535: split it into smaller methods"));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProgramRejectedException(problems);
        }
        return metered;
    }

    private static ClassNode read(byte[] bytes) {
        ClassNode node = new ClassNode();
        new ClassReader(bytes).accept(node, ClassReader.EXPAND_FRAMES);
        return node;
    }

    private static byte[] instrument(ClassNode type, Leaves leaves) {
        Map<String, Entry> entries = new HashMap<>();
        for (MethodNode method : type.methods) {
            Steps steps = new Steps(method, leaves::weight);
            steps.weave(METER);
            entries.put(
                    method.name + method.desc,
                    new Entry(
                            leaves.isFree(type.name, method) ? 0 : steps.atEntry(),
                            !leaves.isLeaf(type.name, method)));
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.accept(new MeteredClass(Redirect.before(new Charges(writer)), entries));
        return writer.toByteArray();
    }

    /**
     * What happens when a method begins.
     *
     * @param steps to charge, 0 when its callers do
     * @param counted whether it is one of the nested calls, of which there must not be too many
     */
    private record Entry(int steps, boolean counted) {}

    private static final class MeteredClass extends ClassVisitor {

        private final Map<String, Entry> entries;

        MeteredClass(ClassVisitor next, Map<String, Entry> entries) {
            super(Opcodes.ASM9, next);
            this.entries = entries;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, thrown);
            return (access & Opcodes.ACC_ABSTRACT) != 0
                    ? next
                    : new MeteredMethod(access, descriptor, next, entries.get(name + descriptor));
        }
    }

    private static final class MeteredMethod extends LocalVariablesSorter {

        private final Entry entry;
        private final Set<Label> handlers = new HashSet<>();
        private boolean handlerBegins;
        private int left;

        MeteredMethod(int access, String descriptor, MethodVisitor next, Entry entry) {
            super(Opcodes.ASM9, access, descriptor, next);
            this.entry = entry;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            steps(entry.steps());
            if (entry.counted()) {
                // A new variable, before any other is seen: the sorter adds it to all frames.
                left = newLocal(Type.INT_TYPE);
                meter("enter", "()I");
                mv.visitVarInsn(Opcodes.ISTORE, left);
            }
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            handlers.add(handler);
            super.visitTryCatchBlock(start, end, handler, type);
        }

        @Override
        public void visitLabel(Label label) {
            handlerBegins |= handlers.contains(label);
            super.visitLabel(label);
        }

        /** The frame stands between a handler's label and its first instruction. */
        @Override
        public void visitFrame(int type, int locals, Object[] local, int stack, Object[] items) {
            super.visitFrame(type, locals, local, stack, items);
            if (handlerBegins) {
                handlerBegins = false;
                mv.visitInsn(Opcodes.DUP);
                mv.visitVarInsn(Opcodes.ILOAD, left);
                meter("caught", "(Ljava/lang/Throwable;I)V");
                steps(entry.steps());
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (entry.counted() && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                mv.visitVarInsn(Opcodes.ILOAD, left);
                meter("exit", "(I)V");
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            if (handlerBegins) {
                throw new IllegalStateException("an exception handler has no stack map frame");
            }
            super.visitMaxs(maxStack, maxLocals);
        }

        private void steps(int steps) {
            if (steps == 1) {
                meter("step", "()V");
            } else if (steps > 1) {
                mv.visitLdcInsn(steps);
                meter("steps", "(I)V");
            }
        }

        private void meter(String method, String descriptor) {
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, METER, method, descriptor, false);
        }
    }
}
