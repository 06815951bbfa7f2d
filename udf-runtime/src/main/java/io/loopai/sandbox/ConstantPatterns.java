package io.loopai.sandbox;

import io.loopai.regex.LinearPattern;
import io.loopai.regex.RegexException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Compiles every regular expression that stands as a constant in a call, so that all which cannot be
 * matched are known at once, and before the first request rather than in it.
 */
final class ConstantPatterns {

    private static final Set<String> PATTERN_METHODS = Set.of("compile", "matches");
    private static final Set<String> STRING_METHODS =
            Set.of("matches", "split", "replaceAll", "replaceFirst");

    private ConstantPatterns() {}

    static void check(Iterable<byte[]> classes) throws ProgramRejectedException {
        List<Problem> problems = new ArrayList<>();
        for (byte[] bytes : classes) {
            ClassNode node = new ClassNode();
            new ClassReader(bytes).accept(node, ClassReader.SKIP_FRAMES);
            for (MethodNode method : node.methods) {
                check(method, problems);
            }
        }
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            throw new ProgramRejectedException(problems);
        }
    }

    private static void check(MethodNode method, List<Problem> problems) {
        int line = 0;
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof LineNumberNode) {
                line = ((LineNumberNode) node).line;
            } else if (node instanceof MethodInsnNode && takesPattern((MethodInsnNode) node)) {
                String problem = problem((MethodInsnNode) node);
                if (problem != null) {
                    problems.add(new Problem(Layer.LOAD, line, 0, problem));
                }
            }
        }
    }

    private static boolean takesPattern(MethodInsnNode call) {
        return call.owner.equals("java/util/regex/Pattern") && PATTERN_METHODS.contains(call.name)
                || call.owner.equals("java/lang/String") && STRING_METHODS.contains(call.name);
    }

    /** Why the call's pattern is refused; null when it is fine, or not a constant. */
    private static String problem(MethodInsnNode call) {
        Object[] arguments = new Object[Type.getArgumentTypes(call.desc).length];
        AbstractInsnNode at = call;
        for (int i = arguments.length - 1; i >= 0; i--) {
            at = previous(at);
            arguments[i] = constant(at);
            if (arguments[i] == null) {
                return null;
            }
        }
        boolean flags = call.name.equals("compile") && arguments.length == 2;
        try {
            LinearPattern.compileJava((String) arguments[0], flags ? (Integer) arguments[1] : 0);
            return null;
        } catch (RegexException e) {
            return e.getMessage();
        }
    }

    /** The instruction before, labels and line numbers aside. */
    private static AbstractInsnNode previous(AbstractInsnNode node) {
        AbstractInsnNode at = node.getPrevious();
        while (at != null && at.getOpcode() < 0) {
            at = at.getPrevious();
        }
        return at;
    }

    private static Object constant(AbstractInsnNode node) {
        if (node instanceof LdcInsnNode) {
            return ((LdcInsnNode) node).cst;
        }
        if (node instanceof IntInsnNode && node.getOpcode() != Opcodes.NEWARRAY) {
            return ((IntInsnNode) node).operand;
        }
        int opcode = node == null ? 0 : node.getOpcode();
        return opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5
                ? opcode - Opcodes.ICONST_0
                : null;
    }
}
