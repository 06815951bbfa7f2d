package io.loopai.sandbox;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which of a program's writes are checked, because static fields hold something that they could
 * change: array stores, by their instruction, and writes of fields, by the class that declares them.
 *
 * <p>Most programs need none of it and pay nothing; which they need is known once their static
 * initialisers have run, and those that need more than they were loaded with are loaded again.
 */
record Guards(Set<Integer> stores, Set<String> owners) {

    static final Guards NONE = new Guards(Set.of(), Set.of());

    private static final String SHARED = "io/loopai/sandbox/guest/Shared";

    private static final Map<Integer, String> DESCRIPTORS =
            Map.of(
                    Opcodes.IASTORE, "([III)V",
                    Opcodes.LASTORE, "([JIJ)V",
                    Opcodes.FASTORE, "([FIF)V",
                    Opcodes.DASTORE, "([DID)V",
                    Opcodes.CASTORE, "([CIC)V",
                    Opcodes.SASTORE, "([SIS)V",
                    Opcodes.BASTORE, "(Ljava/lang/Object;II)V",
                    Opcodes.AASTORE, "([Ljava/lang/Object;ILjava/lang/Object;)V");

    boolean covers(Guards other) {
        return stores.containsAll(other.stores) && owners.containsAll(other.owners);
    }

    Guards and(Guards other) {
        Set<Integer> allStores = new HashSet<>(stores);
        allStores.addAll(other.stores);
        Set<String> allOwners = new HashSet<>(owners);
        allOwners.addAll(other.owners);
        return new Guards(allStores, allOwners);
    }

    /** All writes in the code that can run after the static initialisers. */
    static Guards occurring(Iterable<byte[]> classes) {
        Unit unit = new Unit(classes);
        Guards found = new Guards(new HashSet<>(), new HashSet<>());
        for (byte[] bytes : classes) {
            new ClassReader(bytes).accept(found.finder(unit), ClassReader.SKIP_FRAMES);
        }
        return found;
    }

    /** Those of them which these are enough for. */
    Guards among(Guards occurring) {
        Set<Integer> ours = new HashSet<>(stores);
        ours.retainAll(occurring.stores);
        Set<String> theirs = new HashSet<>(owners);
        theirs.retainAll(occurring.owners);
        return new Guards(ours, theirs);
    }

    private ClassVisitor finder(Unit unit) {
        return new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] thrown) {
                if (name.equals("<clinit>")) {
                    return null;
                }
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitInsn(int opcode) {
                        if (DESCRIPTORS.containsKey(opcode)) {
                            stores.add(opcode);
                        }
                    }

                    @Override
                    public void visitFieldInsn(
                            int opcode, String owner, String field, String descriptor) {
                        if (opcode == Opcodes.PUTFIELD) {
                            owners.add(unit.find(owner, field));
                        }
                    }
                };
            }
        };
    }

    /** A visitor that checks what it sees before it hands it on. */
    ClassVisitor before(Unit unit, ClassNode type, ClassVisitor next) {
        if (stores.isEmpty() && owners.isEmpty()) {
            return next;
        }
        Map<String, BitSet> fresh = new HashMap<>();
        for (MethodNode method : type.methods) {
            fresh.put(method.name + method.desc, FreshArrays.storesInto(type.name, method));
        }
        return new ClassVisitor(Opcodes.ASM9, next) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] thrown) {
                return new GuardedMethod(
                        unit,
                        fresh.get(name + descriptor),
                        super.visitMethod(access, name, descriptor, signature, thrown));
            }
        };
    }

    private final class GuardedMethod extends MethodVisitor {

        private final Unit unit;
        private final BitSet fresh;
        private int store;

        GuardedMethod(Unit unit, BitSet fresh, MethodVisitor next) {
            super(Opcodes.ASM9, next);
            this.unit = unit;
            this.fresh = fresh;
        }

        @Override
        public void visitInsn(int opcode) {
            boolean isStore = DESCRIPTORS.containsKey(opcode);
            if (isStore && !fresh.get(store++) && stores.contains(opcode)) {
                String store = opcode == Opcodes.BASTORE ? "storeByteOrBoolean" : "store";
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, SHARED, store, DESCRIPTORS.get(opcode), false);
            } else {
                super.visitInsn(opcode);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
            if (opcode == Opcodes.PUTFIELD && isGuarded(unit.find(owner, field), field)) {
                boolean wide = descriptor.equals("J") || descriptor.equals("D");
                super.visitInsn(wide ? Opcodes.DUP2_X1 : Opcodes.DUP_X1);
                super.visitInsn(wide ? Opcodes.POP2 : Opcodes.POP);
                super.visitInsn(Opcodes.DUP);
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, SHARED, "change", "(Ljava/lang/Object;)V", false);
                super.visitInsn(wide ? Opcodes.DUP_X2 : Opcodes.SWAP);
                if (wide) {
                    super.visitInsn(Opcodes.POP);
                }
            }
            super.visitFieldInsn(opcode, owner, field, descriptor);
        }

        /** Compilers write final and synthetic fields in constructors only, of the new object. */
        private boolean isGuarded(String declaring, String field) {
            int fixed = Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
            return owners.contains(declaring)
                    && (unit.outline(declaring).fieldAccess(field) & fixed) == 0;
        }
    }
}
