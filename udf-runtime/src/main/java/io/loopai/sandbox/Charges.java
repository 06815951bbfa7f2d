package io.loopai.sandbox;

import io.loopai.sandbox.guest.Cost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes calls of the JDK cost what {@link Allowlist#cost} says, and counts what a program creates.
 *
 * <p>A call that costs something becomes a call of a small method of the program's class, which
 * charges first and then makes the call, and which the JIT inlines: the operands are on the stack
 * otherwise, where the ones below cannot be reached.
 */
final class Charges extends ClassVisitor {

    private static final String COST = "io/loopai/sandbox/guest/Cost";
    private static final String METER = "io/loopai/sandbox/meter/Meter";
    private static final long SMALL_OBJECT_BYTES = 64;
    private static final Type OBJECT = Type.getType(Object.class);

    /** Names and descriptors of the kinds of cost. */
    private static final Set<String> KINDS =
            Stream.of(Cost.class.getMethods())
                    .map(kind -> kind.getName() + Type.getMethodDescriptor(kind))
                    .collect(Collectors.toUnmodifiableSet());

    private static final int BRIDGE =
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;

    private final Map<Call, String> bridges = new LinkedHashMap<>();
    private String className;
    private boolean isInterface;
    private long fieldBytes;

    private final Map<Grid, String> grids = new LinkedHashMap<>();

    /** The creation of an array of arrays. */
    private record Grid(String descriptor, int dimensions) {

        String bridgeDescriptor() {
            return "(" + "I".repeat(dimensions) + ")" + descriptor;
        }
    }

    private record Call(int opcode, String owner, String name, String descriptor, boolean itf) {

        boolean isStatic() {
            return opcode == Opcodes.INVOKESTATIC;
        }

        boolean isConstructor() {
            return name.equals("<init>");
        }

        String bridgeDescriptor() {
            if (isConstructor()) {
                return descriptor.replace(")V", ")" + Type.getObjectType(owner).getDescriptor());
            }
            return isStatic()
                    ? descriptor
                    : "(" + Type.getObjectType(owner).getDescriptor() + descriptor.substring(1);
        }
    }

    Charges(ClassVisitor next) {
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
        className = name;
        isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] thrown) {
        return new ChargedMethod(
                name, super.visitMethod(access, name, descriptor, signature, thrown));
    }

    @Override
    public FieldVisitor visitField(
            int access, String name, String descriptor, String signature, Object value) {
        if ((access & Opcodes.ACC_STATIC) == 0) {
            fieldBytes += 8;
        }
        return super.visitField(access, name, descriptor, signature, value);
    }

    @Override
    public void visitEnd() {
        bridges.forEach(this::writeBridge);
        grids.forEach(this::writeGrid);
        super.visitEnd();
    }

    private void writeBridge(Call call, String name) {
        MethodVisitor mv = super.visitMethod(BRIDGE, name, call.bridgeDescriptor(), null, null);
        Type[] types = Type.getArgumentTypes(call.bridgeDescriptor());
        int[] slots = new int[types.length];
        for (int i = 1; i < types.length; i++) {
            slots[i] = slots[i - 1] + types[i - 1].getSize();
        }
        List<String> cost = cost(call.owner(), call.name(), call.descriptor());
        boolean made = cost != null && cost.get(0).equals("result");
        mv.visitCode();
        if (cost == null) {
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, METER, "step", "()V", false);
        } else if (!made) {
            charge(mv, call, cost, types, slots);
        }
        if (call.isConstructor()) {
            mv.visitTypeInsn(Opcodes.NEW, call.owner());
            mv.visitInsn(Opcodes.DUP);
        }
        for (int i = 0; i < types.length; i++) {
            mv.visitVarInsn(types[i].getOpcode(Opcodes.ILOAD), slots[i]);
        }
        mv.visitMethodInsn(call.opcode(), call.owner(), call.name(), call.descriptor(), call.itf());
        Type result = Type.getReturnType(call.bridgeDescriptor());
        if (made) {
            mv.visitInsn(Opcodes.DUP);
            charge(mv, "result", List.of(result));
        }
        mv.visitInsn(result.getOpcode(Opcodes.IRETURN));
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private void writeGrid(Grid grid, String name) {
        MethodVisitor mv = super.visitMethod(BRIDGE, name, grid.bridgeDescriptor(), null, null);
        mv.visitCode();
        mv.visitVarInsn(Opcodes.ILOAD, 0);
        for (int i = 1; i < grid.dimensions(); i++) {
            mv.visitVarInsn(Opcodes.ILOAD, i);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, COST, "cells", "(II)I", false);
        }
        mv.visitIntInsn(Opcodes.BIPUSH, 8);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, COST, "array", "(II)V", false);
        for (int i = 0; i < grid.dimensions(); i++) {
            mv.visitVarInsn(Opcodes.ILOAD, i);
        }
        mv.visitMultiANewArrayInsn(grid.descriptor(), grid.dimensions());
        mv.visitInsn(Opcodes.ARETURN);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }

    private static void charge(
            MethodVisitor mv, Call call, List<String> cost, Type[] types, int[] slots) {
        List<Type> operands = new ArrayList<>();
        for (String operand : cost.subList(1, cost.size())) {
            int index =
                    operand.equals("receiver")
                            ? 0
                            : Integer.parseInt(operand.substring(3))
                                    + (call.isStatic() || call.isConstructor() ? 0 : 1);
            mv.visitVarInsn(types[index].getOpcode(Opcodes.ILOAD), slots[index]);
            operands.add(types[index]);
        }
        charge(mv, cost.get(0), operands);
    }

    /** Charges for the operands on top of the stack, as what the program declares them if that is known. */
    private static void charge(MethodVisitor mv, String kind, List<Type> operands) {
        String exact = costDescriptor(operands);
        String any =
                costDescriptor(
                        operands.stream()
                                .map(type -> type.getSort() == Type.INT ? type : OBJECT)
                                .toList());
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                COST,
                kind,
                KINDS.contains(kind + exact) ? exact : any,
                false);
    }

    private static String costDescriptor(List<Type> operands) {
        return Type.getMethodDescriptor(Type.VOID_TYPE, operands.toArray(new Type[0]));
    }

    /** The kind of cost and its operands; null when the call costs nothing. */
    private static List<String> cost(String owner, String name, String descriptor) {
        if (owner.startsWith("[")) {
            return List.of("copy", "receiver");
        }
        Class<?> declaring = Library.declaring(Unit.dotted(owner), name, descriptor);
        return declaring == null
                ? null
                : Allowlist.get()
                        .cost(
                                declaring.getName(),
                                name.equals("<init>") ? "new" : name,
                                Verifier.parameters(descriptor));
    }

    private final class ChargedMethod extends MethodVisitor {

        private final String method;

        ChargedMethod(String method, MethodVisitor next) {
            super(Opcodes.ASM9, next);
            this.method = method;
        }

        /** What is beyond the few fields that {@link Cost#object} allows for every object. */
        @Override
        public void visitCode() {
            super.visitCode();
            if (method.equals("<init>") && fieldBytes > SMALL_OBJECT_BYTES) {
                super.visitLdcInsn(fieldBytes);
                super.visitMethodInsn(Opcodes.INVOKESTATIC, METER, "allocate", "(J)V", false);
            }
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String name, String descriptor, boolean itf) {
            boolean constructor = name.equals("<init>");
            if (opcode == Opcodes.INVOKESPECIAL && !constructor
                    || cost(owner, name, descriptor) == null) {
                super.visitMethodInsn(opcode, owner, name, descriptor, itf);
            } else if (constructor) {
                chargeConstructor(owner, descriptor);
                super.visitMethodInsn(opcode, owner, name, descriptor, itf);
            } else {
                Call call = new Call(opcode, owner, name, descriptor, itf);
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        className,
                        bridge(call),
                        call.bridgeDescriptor(),
                        isInterface);
            }
        }

        /** Its arguments, at most three, are on top; the object itself cannot be handed on yet. */
        private void chargeConstructor(String owner, String descriptor) {
            Type[] types = Type.getArgumentTypes(descriptor);
            if (types.length == 3) { // alike: each is charged, then goes below the others
                for (Type type : types) {
                    super.visitInsn(Opcodes.DUP);
                    Charges.charge(mv, cost(owner, "<init>", descriptor).get(0), List.of(type));
                    super.visitInsn(Opcodes.DUP_X2);
                    super.visitInsn(Opcodes.POP);
                }
                return;
            }
            super.visitInsn(types.length == 2 ? Opcodes.DUP2 : Opcodes.DUP);
            Charges.charge(mv, cost(owner, "<init>", descriptor).get(0), List.of(types));
        }

        @Override
        public void visitInvokeDynamicInsn(
                String name, String descriptor, Handle bootstrap, Object... arguments) {
            Object[] charged = arguments.clone();
            for (int i = 0; i < charged.length; i++) {
                if (charged[i] instanceof Handle) {
                    charged[i] = charge((Handle) charged[i]);
                }
            }
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, charged);
            if (bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")
                    && !descriptor.startsWith("()")) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, COST, "object", "()V", false);
            }
        }

        private Handle charge(Handle handle) {
            int opcode;
            switch (handle.getTag()) {
                case Opcodes.H_INVOKEVIRTUAL:
                    opcode = Opcodes.INVOKEVIRTUAL;
                    break;
                case Opcodes.H_INVOKEINTERFACE:
                    opcode = Opcodes.INVOKEINTERFACE;
                    break;
                case Opcodes.H_INVOKESTATIC:
                    opcode = Opcodes.INVOKESTATIC;
                    break;
                case Opcodes.H_NEWINVOKESPECIAL:
                    opcode = Opcodes.INVOKESPECIAL;
                    break;
                default:
                    return handle;
            }
            if (!isOfTheLibrary(handle)) {
                return handle; // which takes its steps, or is charged, by itself
            }
            Call call =
                    new Call(
                            opcode,
                            handle.getOwner(),
                            handle.getName(),
                            handle.getDesc(),
                            handle.isInterface());
            return new Handle(
                    Opcodes.H_INVOKESTATIC,
                    className,
                    bridge(call),
                    call.bridgeDescriptor(),
                    isInterface);
        }

        /** Those that cost nothing take a step: the JDK calls them as often as it likes. */
        private boolean isOfTheLibrary(Handle handle) {
            return handle.getOwner().startsWith("[")
                    || Library.declaring(
                                    Unit.dotted(handle.getOwner()),
                                    handle.getName(),
                                    handle.getDesc())
                            != null;
        }

        private String bridge(Call call) {
            return bridges.computeIfAbsent(call, key -> "charged$" + bridges.size());
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.ANEWARRAY) {
                chargeArray(4);
            }
            super.visitTypeInsn(opcode, type);
            if (opcode == Opcodes.NEW) {
                // After it: stack map frames point at the instruction itself.
                boolean thrown = isThrowable(type);
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        thrown ? METER : COST,
                        thrown ? "exception" : "object",
                        "()V",
                        false);
            }
        }

        /** Programs have no exceptions of their own, and those of the JDK have telling names. */
        private static boolean isThrowable(String type) {
            return type.endsWith("Exception")
                    || type.endsWith("Error")
                    || type.endsWith("Throwable");
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            if (opcode == Opcodes.NEWARRAY) {
                chargeArray(bytes(operand));
            }
            super.visitIntInsn(opcode, operand);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    className,
                    grids.computeIfAbsent(
                            new Grid(descriptor, dimensions), key -> "grid$" + grids.size()),
                    new Grid(descriptor, dimensions).bridgeDescriptor(),
                    isInterface);
        }

        private void chargeArray(int elementBytes) {
            super.visitInsn(Opcodes.DUP);
            super.visitIntInsn(Opcodes.BIPUSH, elementBytes);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, COST, "array", "(II)V", false);
        }
    }

    private static int bytes(int elementType) {
        switch (elementType) {
            case Opcodes.T_BOOLEAN:
            case Opcodes.T_BYTE:
                return 1;
            case Opcodes.T_CHAR:
            case Opcodes.T_SHORT:
                return 2;
            case Opcodes.T_LONG:
            case Opcodes.T_DOUBLE:
                return 8;
            default:
                return 4;
        }
    }
}
