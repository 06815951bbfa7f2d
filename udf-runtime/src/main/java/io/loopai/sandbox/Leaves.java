package io.loopai.sandbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which methods of a program cannot lead to another of its methods: these need not count how deeply
 * calls are nested, and what calls a short one can pay for it in advance.
 */
final class Leaves {

    /** Final classes whose methods call nothing of a program's, given what {@link #isClosed} takes. */
    private static final Set<String> CLOSED =
            Set.of(
                    "java/lang/String",
                    "java/lang/StringBuilder",
                    "java/lang/Math",
                    "java/lang/Character",
                    "java/lang/Boolean",
                    "java/lang/Integer",
                    "java/lang/Long",
                    "java/lang/Double",
                    "java/lang/Float",
                    "io/loopai/program/Input",
                    "io/loopai/program/Answer");

    private final Unit unit;
    private final Set<String> leaves = new HashSet<>();
    private final Map<String, Long> free = new HashMap<>();

    Leaves(Unit unit, Collection<ClassNode> classes) {
        this.unit = unit;
        Set<String> handed = new HashSet<>();
        for (ClassNode type : classes) {
            for (MethodNode method : type.methods) {
                if (isLeaf(method, handed)) {
                    leaves.add(key(type.name, method.name, method.desc));
                }
            }
        }
        for (ClassNode type : classes) {
            for (MethodNode method : type.methods) {
                String key = key(type.name, method.name, method.desc);
                boolean bound = (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) != 0;
                if (bound
                        && leaves.contains(key)
                        && !handed.contains(key)
                        && !method.name.startsWith("<")) {
                    long weight = new Steps(method, call -> 0).weightIfFree();
                    if (weight >= 0) {
                        free.put(key, weight);
                    }
                }
            }
        }
    }

    boolean isLeaf(String owner, MethodNode method) {
        return leaves.contains(key(owner, method.name, method.desc));
    }

    /** Whether whatever calls the method pays for it. */
    boolean isFree(String owner, MethodNode method) {
        return free.containsKey(key(owner, method.name, method.desc));
    }

    /** What a call runs without paying for it. */
    long weight(MethodInsnNode call) {
        String declaring = unit.find(call.owner, call.name + call.desc);
        return free.getOrDefault(key(declaring, call.name, call.desc), 0L);
    }

    /** Notes on the way which methods are handed to others, which then call them as they like. */
    private boolean isLeaf(MethodNode method, Set<String> handed) {
        boolean leaf =
                (method.access & Opcodes.ACC_ABSTRACT) == 0 && method.tryCatchBlocks.isEmpty();
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof InvokeDynamicInsnNode) {
                leaf = false;
                for (Object argument : ((InvokeDynamicInsnNode) node).bsmArgs) {
                    if (argument instanceof Handle) {
                        Handle handle = (Handle) argument;
                        String member = handle.getName() + handle.getDesc();
                        String declaring = unit.find(handle.getOwner(), member);
                        handed.add(key(declaring, handle.getName(), handle.getDesc()));
                    }
                }
            } else if (node instanceof MethodInsnNode) {
                leaf &= isClosed((MethodInsnNode) node);
            }
        }
        return leaf;
    }

    private static boolean isClosed(MethodInsnNode call) {
        if (call.name.equals("<init>")
                && (call.owner.equals("java/lang/Object")
                        || call.owner.equals("java/lang/Record"))) {
            return true;
        }
        if (!CLOSED.contains(call.owner)) {
            return false;
        }
        if (call.owner.equals("java/lang/String") && call.name.equals("equals")) {
            return true;
        }
        for (Type type : Type.getArgumentTypes(call.desc)) {
            Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
            boolean harmless =
                    element.getSort() != Type.OBJECT
                            || element.getClassName().equals("java.lang.String")
                            || element.getClassName().equals("java.lang.CharSequence");
            if (!harmless) {
                return false;
            }
        }
        return true;
    }

    private static String key(String owner, String name, String descriptor) {
        return owner + '.' + name + descriptor;
    }
}
