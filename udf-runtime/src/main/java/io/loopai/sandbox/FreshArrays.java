package io.loopai.sandbox;

import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Which array stores of a method can write only into arrays that the same call has made: no static
 * field reaches those, so {@link Guards} need not look.
 */
final class FreshArrays {

    private FreshArrays() {}

    /** The stores that are safe, by their number among the method's array stores, from 0 on. */
    static BitSet storesInto(String owner, MethodNode method) {
        BitSet fresh = new BitSet();
        Frame<SourceValue>[] frames;
        try {
            frames = new Analyzer<>(new Origins()).analyze(owner, method);
        } catch (AnalyzerException e) {
            return fresh; // then all are looked at
        }
        int number = 0;
        for (int i = 0; i < frames.length; i++) {
            AbstractInsnNode node = method.instructions.get(i);
            if (node.getOpcode() < Opcodes.IASTORE || node.getOpcode() > Opcodes.SASTORE) {
                continue;
            }
            if (frames[i] != null && isMade(frames[i].getStack(frames[i].getStackSize() - 3))) {
                fresh.set(number);
            }
            number++;
        }
        return fresh;
    }

    private static boolean isMade(SourceValue array) {
        return !array.insns.isEmpty()
                && array.insns.stream()
                        .mapToInt(AbstractInsnNode::getOpcode)
                        .allMatch(
                                opcode ->
                                        opcode == Opcodes.NEWARRAY
                                                || opcode == Opcodes.ANEWARRAY
                                                || opcode == Opcodes.MULTIANEWARRAY);
    }

    /** Where values come from, however often they were moved since. */
    private static final class Origins extends SourceInterpreter {

        Origins() {
            super(Opcodes.ASM9);
        }

        /** Something made elsewhere: without an instruction it would be lost where ways meet. */
        @Override
        public SourceValue newParameterValue(boolean instance, int local, Type type) {
            return new SourceValue(type.getSize(), new InsnNode(Opcodes.NOP));
        }

        @Override
        public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
            return value;
        }
    }
}
