package io.loopai.sandbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Where one method charges for its own code, and how many steps: one, and one more for every {@link
 * #WEIGHT_OF_A_STEP} instructions that can follow before the next charge.
 *
 * <p>Every cycle in a method's code jumps backwards or goes through an exception handler. Handlers
 * always charge; of the jumps backwards, there are three kinds.
 *
 * <ul>
 *   <li>A <em>bounded</em> loop counts from one constant to another and stays small: what leads to it
 *       pays for all its rounds.
 *   <li>A loop with a <em>counter</em>, a variable that every round changes by one and nothing else
 *       does, and no other loop in it but bounded ones: it charges whenever the counter is a multiple
 *       of 16, for 16 rounds. To test a variable that is in a register costs next to nothing. What
 *       leads to the loop pays for the 15 rounds at most that may be missed.
 *   <li>All other loops charge in every round.
 * </ul>
 *
 * <p>Between two charges code therefore moves forward only, through each loop of the first two kinds
 * at most once, and all that it meets was paid for by the first of the two.
 */
final class Steps {

    /** How many rounds of a loop with a counter are charged at once; a power of two. */
    static final int ROUNDS = 16;

    private static final int WEIGHT_OF_A_STEP = 64;

    /** Of a loop that counts as straight code, with all its rounds, and of a method that does. */
    private static final long MOST_FREE = 4_096;

    /** A call of something that charges for itself or takes constant time. */
    private static final int WEIGHT_OF_A_CALL = 16;

    /** A jump backwards and what it jumps over; positions are indices of instructions. */
    private static final class Loop {

        final AbstractInsnNode jump;
        final int from;
        final int to;
        boolean bounded;
        IincInsnNode counter;
        int steps;

        Loop(AbstractInsnNode jump, int from, int to) {
            this.jump = jump;
            this.from = from;
            this.to = to;
        }

        boolean contains(int position) {
            return from <= position && position <= to;
        }
    }

    private record Jump(int from, int to) {}

    private final InsnList code;
    private final long[] weights;
    private final List<Jump> jumps = new ArrayList<>();
    private final List<Loop> loops = new ArrayList<>();
    private final long weight;

    /**
     * Looks at a method's code.
     *
     * @param ofCall the weight of what a call runs without charging for it
     */
    Steps(MethodNode method, ToLongFunction<MethodInsnNode> ofCall) {
        code = method.instructions;
        weights = new long[code.size()];
        for (int i = 0; i < weights.length; i++) {
            AbstractInsnNode node = code.get(i);
            weights[i] = weight(node, ofCall);
            for (LabelNode target : targets(node)) {
                int to = code.indexOf(target);
                jumps.add(new Jump(i, to));
                if (to <= i) {
                    loops.add(new Loop(node, to, i));
                }
            }
        }
        loops.sort(Comparator.comparingInt(loop -> loop.to - loop.from));
        for (Loop loop : loops) {
            classify(loop, method);
        }
        weight = weight(0, weights.length - 1);
    }

    /** Steps to charge where the method begins, and where a handler does. */
    int atEntry() {
        return steps(weight);
    }

    /** Whether whatever calls the method can pay for it, or -1. */
    long weightIfFree() {
        boolean free = weight <= MOST_FREE;
        for (Loop loop : loops) {
            free &= loop.bounded || loop.counter != null;
        }
        return free ? weight : -1;
    }

    /** Writes the charges of the loops into the code. */
    void weave(String meter) {
        Map<AbstractInsnNode, Integer> plain = new HashMap<>();
        for (Loop loop : loops) {
            if (loop.counter != null) {
                InsnList charge = new InsnList();
                charge.add(new VarInsnNode(Opcodes.ILOAD, loop.counter.var));
                charge.add(push(loop.steps));
                charge.add(call(meter, "round", "(II)V"));
                code.insert(loop.counter, charge);
            } else if (!loop.bounded) {
                // A switch may jump back to several places.
                plain.merge(loop.jump, loop.steps, Math::max);
            }
        }
        plain.forEach(
                (jump, steps) -> {
                    InsnList charge = new InsnList();
                    if (steps == 1) {
                        charge.add(call(meter, "step", "()V"));
                    } else {
                        charge.add(push(steps));
                        charge.add(call(meter, "steps", "(I)V"));
                    }
                    code.insertBefore(jump, charge);
                });
    }

    private void classify(Loop loop, MethodNode method) {
        long body = weight(loop.from, loop.to);
        if (stands(loop)) {
            loop.counter = counter(loop);
        }
        if (loop.counter == null) {
            loop.steps = steps(body);
            return;
        }
        long rounds = hasHandler(loop, method) ? -1 : constantRounds(loop);
        loop.bounded = rounds >= 0 && rounds * body <= MOST_FREE;
        if (loop.bounded) {
            loop.counter = null;
        }
        loop.steps = ROUNDS * Math.min(steps(body), Integer.MAX_VALUE / ROUNDS);
        for (int i = loop.from; i <= loop.to; i++) {
            weights[i] *= loop.bounded ? Math.max(1, rounds) : ROUNDS;
        }
    }

    /** Whether the only ways backwards within the loop are its own jump and bounded loops. */
    private boolean stands(Loop loop) {
        if (!(loop.jump instanceof JumpInsnNode)) {
            return false;
        }
        for (Loop other : loops) {
            boolean within = loop.contains(other.to);
            boolean into = loop.contains(other.from);
            if (other != loop && !other.bounded && (within || into)) {
                return false;
            }
        }
        return true;
    }

    /** The increment by one that every round executes once, of a variable that nothing else sets. */
    private IincInsnNode counter(Loop loop) {
        for (int i = loop.to; i >= loop.from; i--) {
            if (code.get(i) instanceof IincInsnNode) {
                IincInsnNode increment = (IincInsnNode) code.get(i);
                if (Math.abs(increment.incr) == 1
                        && isOnEveryWay(i, loop)
                        && isOnlyWrite(increment, loop)) {
                    return increment;
                }
            }
        }
        return null;
    }

    private boolean isOnEveryWay(int increment, Loop loop) {
        for (Jump jump : jumps) {
            boolean over = jump.from() < increment && jump.to() > increment && jump.to() <= loop.to;
            if (over && jump.from() >= loop.from) {
                return false;
            }
        }
        for (Loop inner : loops) {
            if (inner != loop && inner.bounded && inner.contains(increment)) {
                return false;
            }
        }
        return true;
    }

    private boolean isOnlyWrite(IincInsnNode increment, Loop loop) {
        for (int i = loop.from; i <= loop.to; i++) {
            AbstractInsnNode node = code.get(i);
            if (node != increment
                    && node instanceof IincInsnNode
                    && ((IincInsnNode) node).var == increment.var) {
                return false;
            }
            if (node.getOpcode() >= Opcodes.ISTORE && node.getOpcode() <= Opcodes.ASTORE) {
                int stored = ((VarInsnNode) node).var;
                boolean wide =
                        node.getOpcode() == Opcodes.LSTORE || node.getOpcode() == Opcodes.DSTORE;
                if (stored == increment.var || wide && stored + 1 == increment.var) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether an exception could lead into the loop. */
    private boolean hasHandler(Loop loop, MethodNode method) {
        return method.tryCatchBlocks.stream()
                .anyMatch(block -> loop.contains(code.indexOf(block.handler)));
    }

    /**
     * How often {@code for (int i = 0; i < 5; i++)} goes round at most, or -1: what compilers write
     * for it is {@code i = 0; goto test; body: …; i++; test: if (i < 5) goto body}, and nothing else
     * jumps into it.
     */
    private long constantRounds(Loop loop) {
        AbstractInsnNode limit = before(loop.jump);
        AbstractInsnNode read = before(limit);
        AbstractInsnNode skip = before(code.get(loop.from));
        AbstractInsnNode store = before(skip);
        AbstractInsnNode first = before(store);
        boolean counts =
                loop.jump.getOpcode() == Opcodes.IF_ICMPLT
                        && isVariable(read, Opcodes.ILOAD, loop.counter.var)
                        && before(read) == loop.counter
                        && loop.counter.incr == 1
                        && skip != null
                        && skip.getOpcode() == Opcodes.GOTO
                        && isVariable(store, Opcodes.ISTORE, loop.counter.var)
                        && constant(limit) != null
                        && constant(first) != null;
        if (!counts) {
            return -1;
        }
        int entry = code.indexOf(skip);
        for (Jump jump : jumps) {
            boolean inside = loop.contains(jump.from()) || jump.from() == entry;
            boolean reaches = jump.to() > code.indexOf(first) && jump.to() <= loop.to;
            // Behind the increment stands the test; where that begins, the counter is as it should
            // be.
            if (reaches && !inside
                    || jump.from() == entry && jump.to() < code.indexOf(loop.counter)) {
                return -1;
            }
        }
        return Math.max(0, (long) constant(limit) - constant(first));
    }

    private static boolean isVariable(AbstractInsnNode node, int opcode, int variable) {
        return node != null && node.getOpcode() == opcode && ((VarInsnNode) node).var == variable;
    }

    /** The instruction before, without labels, lines and frames. */
    private static AbstractInsnNode before(AbstractInsnNode node) {
        AbstractInsnNode before = node == null ? null : node.getPrevious();
        while (before != null && before.getOpcode() < 0) {
            before = before.getPrevious();
        }
        return before;
    }

    private static Integer constant(AbstractInsnNode node) {
        if (node instanceof IntInsnNode && node.getOpcode() != Opcodes.NEWARRAY) {
            return ((IntInsnNode) node).operand;
        }
        if (node instanceof LdcInsnNode && ((LdcInsnNode) node).cst instanceof Integer) {
            return (Integer) ((LdcInsnNode) node).cst;
        }
        boolean small =
                node != null
                        && node.getOpcode() >= Opcodes.ICONST_M1
                        && node.getOpcode() <= Opcodes.ICONST_5;
        return small ? node.getOpcode() - Opcodes.ICONST_0 : null;
    }

    private long weight(int from, int to) {
        long sum = 0;
        for (int i = from; i <= to; i++) {
            sum += weights[i];
        }
        return sum;
    }

    private static int weight(AbstractInsnNode node, ToLongFunction<MethodInsnNode> ofCall) {
        if (node instanceof MethodInsnNode) {
            return WEIGHT_OF_A_CALL + (int) ofCall.applyAsLong((MethodInsnNode) node);
        }
        if (node.getOpcode() == Opcodes.INVOKEDYNAMIC) {
            return WEIGHT_OF_A_CALL;
        }
        return node.getOpcode() < 0 ? 0 : 1;
    }

    private static int steps(long weight) {
        return (int) Math.min(1 + weight / WEIGHT_OF_A_STEP, Integer.MAX_VALUE);
    }

    private static List<LabelNode> targets(AbstractInsnNode node) {
        if (node instanceof JumpInsnNode) {
            return List.of(((JumpInsnNode) node).label);
        }
        List<LabelNode> targets = new ArrayList<>();
        if (node instanceof TableSwitchInsnNode) {
            targets.addAll(((TableSwitchInsnNode) node).labels);
            targets.add(((TableSwitchInsnNode) node).dflt);
        } else if (node instanceof LookupSwitchInsnNode) {
            targets.addAll(((LookupSwitchInsnNode) node).labels);
            targets.add(((LookupSwitchInsnNode) node).dflt);
        }
        return targets;
    }

    private static MethodInsnNode call(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }

    private static AbstractInsnNode push(int value) {
        if (value <= 5) {
            return new InsnNode(Opcodes.ICONST_0 + value);
        }
        if (value <= Short.MAX_VALUE) {
            return new IntInsnNode(
                    value <= Byte.MAX_VALUE ? Opcodes.BIPUSH : Opcodes.SIPUSH, value);
        }
        return new LdcInsnNode(value);
    }
}
