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
import org.objectweb.asm.FieldVisitor;
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

    private static final int SLOTS_OF_A_CALL = 64;
    private static final int CALLS_OF_A_LAMBDA = 4;

    /** More in one method could use up the stack of a thread at once. */
    private static final int MOST_SLOTS = 4_096;

    private Instrumenter() {}

    static Map<String, byte[]> instrument(Map<String, byte[]> classes, Guards guards)
            throws ProgramRejectedException {
        Unit unit = new Unit(classes.values());
        Map<String, ClassNode> nodes = new LinkedHashMap<>();
        classes.forEach((name, bytes) -> nodes.put(name, read(bytes)));
        Leaves leaves = new Leaves(unit, nodes.values());
        Map<String, byte[]> metered = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<String, ClassNode> entry : nodes.entrySet()) {
            problems.addAll(tooLarge(entry.getValue()));
            try {
                metered.put(entry.getKey(), instrument(entry.getValue(), leaves, unit, guards));
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

    private static List<Problem> tooLarge(ClassNode type) {
        return type.methods.stream()
                .filter(method -> method.maxLocals + method.maxStack > MOST_SLOTS)
                .map(
                        method ->
                                new Problem(
                                        Layer.METER,
                                        0,
                                        0,
                                        "method "
                                                + method.name
                                                + " has "
                                                + (method.maxLocals + method.maxStack)
                                                + " variables and operands, but at most "
                                                + MOST_SLOTS
                                                + " are allowed: split it into smaller methods"))
                .toList();
    }

    private static ClassNode read(byte[] bytes) {
        ClassNode node = new ClassNode();
        new ClassReader(bytes).accept(node, ClassReader.EXPAND_FRAMES);
        return node;
    }

    private static byte[] instrument(ClassNode type, Leaves leaves, Unit unit, Guards guards) {
        Map<String, Entry> entries = new HashMap<>();
        for (MethodNode method : type.methods) {
            Steps steps = new Steps(method, leaves::weight);
            steps.weave(METER);
            entries.put(
                    method.name + method.desc,
                    new Entry(
                            leaves.isFree(type.name, method) ? 0 : steps.atEntry(),
                            leaves.isLeaf(type.name, method) ? 0 : calls(method)));
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        ClassVisitor redirected = Redirect.before(new Charges(new Replaceable(writer)));
        type.accept(guards.before(unit, type, new MeteredClass(redirected, entries)));
        return writer.toByteArray();
    }

    /**
     * Lets {@link Statics} put frozen collections in the place of those that the program made: no
     * final field that is static or a record's can be written from outside.
     */
    private static final class Replaceable extends ClassVisitor {

        private boolean isInterface;
        private boolean isRecord;

        Replaceable(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                String signature,
                String superName,
                String[] interfaces) {
            isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
            isRecord = superName.equals("java/lang/Record");
            super.visit(version, access, name, signature, superName, interfaces);
        }

        @Override
        public FieldVisitor visitField(
                int access, String name, String descriptor, String signature, Object value) {
            boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
            boolean replaceable = !isInterface && (isStatic || isRecord) && canHold(descriptor);
            return super.visitField(
                    replaceable ? access & ~Opcodes.ACC_FINAL : access,
                    name,
                    descriptor,
                    signature,
                    value);
        }

        /** Whether a collection, map, entry or optional could be in such a field. */
        private static boolean canHold(String descriptor) {
            return descriptor.startsWith("Ljava/util/")
                    || descriptor.equals("Ljava/lang/Object;")
                    || descriptor.equals("Ljava/lang/Iterable;");
        }
    }

    /**
     * What happens when a method begins.
     *
     * @param steps to charge, 0 when its callers do
     * @param calls for how many of the nested calls it counts, of which there must not be too many; 0
     *     when it leads to no other
     */
    private record Entry(int steps, int calls) {

        boolean counted() {
            return calls > 0;
        }
    }

    /**
     * A method counts once for every {@link #SLOTS_OF_A_CALL} variables and operands, so that the
     * budget of nested calls bounds the stack; one that the JDK calls counts for the JDK's calls in
     * between too.
     */
    private static int calls(MethodNode method) {
        boolean lambda = (method.access & Opcodes.ACC_SYNTHETIC) != 0;
        return (lambda ? CALLS_OF_A_LAMBDA : 1)
                + (method.maxLocals + method.maxStack) / SLOTS_OF_A_CALL;
    }

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
                if (entry.calls() == 1) {
                    meter("enter", "()I");
                } else {
                    mv.visitLdcInsn(entry.calls());
                    meter("enter", "(I)I");
                }
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
                if (entry.calls() == 1) {
                    meter("exit", "(I)V");
                } else {
                    mv.visitLdcInsn(entry.calls());
                    meter("exit", "(II)V");
                }
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
