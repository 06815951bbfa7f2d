package io.loopai.sandbox.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Changes class files as somebody would who has the compiler in his hands. */
final class BytecodeMutator implements Opcodes {

    private static final String METER = "io/loopai/sandbox/meter/Meter";

    /** What no program may reach: owner, name, descriptor. */
    private static final String[][] FORBIDDEN = {
        {"java/lang/System", "gc", "()V"},
        {"java/lang/System", "nanoTime", "()J"},
        {
            "java/lang/System",
            "setProperty",
            "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;"
        },
        {"java/lang/System", "getProperty", "(Ljava/lang/String;)Ljava/lang/String;"},
        {"java/lang/System", "getenv", "()Ljava/util/Map;"},
        {"java/lang/System", "lineSeparator", "()Ljava/lang/String;"},
        {"java/lang/System", "exit", "(I)V"},
        {"java/lang/Runtime", "getRuntime", "()Ljava/lang/Runtime;"},
        {"java/lang/Thread", "currentThread", "()Ljava/lang/Thread;"},
        {"java/lang/Thread", "yield", "()V"},
        {"java/lang/Math", "random", "()D"},
        {"java/lang/invoke/MethodHandles", "lookup", "()Ljava/lang/invoke/MethodHandles$Lookup;"},
        {"java/lang/Class", "forName", "(Ljava/lang/String;)Ljava/lang/Class;"},
        {METER, "enter", "()I"},
        {METER, "exit", "(I)V"},
        {METER, "charge", "(J)V"},
        {"io/loopai/sandbox/guest/Cost", "object", "()V"},
        {
            "io/loopai/regex/LinearPattern",
            "compileJava",
            "(Ljava/lang/String;I)Lcom/google/re2j/Pattern;"
        },
        {"io/loopai/task/Json", "mapper", "()V"},
        {"java/util/UUID", "randomUUID", "()Ljava/util/UUID;"},
        {"java/lang/Integer", "getInteger", "(Ljava/lang/String;)Ljava/lang/Integer;"},
    };

    private static final String[] TYPES = {
        "java/lang/Object",
        "java/lang/String",
        "java/lang/Thread",
        "java/lang/ClassLoader",
        "java/lang/Throwable",
        "java/lang/Error",
        METER,
        "io/loopai/sandbox/meter/BudgetError",
        "java/util/ArrayList",
        "java/lang/Enum",
        "java/lang/Record",
        "java/lang/Comparable",
        "java/lang/Runnable",
        "Fuzz",
        "[I",
        "[[Ljava/lang/Object;",
        "java/lang/StackOverflowError",
        "java/lang/Class",
        "java/lang/invoke/MethodHandle",
        "no/such/Type",
        "",
        "io/loopai/program/Program",
        "java/util/function/Function",
        "java/lang/System",
    };

    private final Random random;

    BytecodeMutator(Random random) {
        this.random = random;
    }

    Map<String, byte[]> mutate(Map<String, byte[]> classes) {
        Map<String, byte[]> mutated = new LinkedHashMap<>(classes);
        List<String> names = new ArrayList<>(classes.keySet());
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            String name = names.get(random.nextInt(names.size()));
            mutated.put(
                    name,
                    random.nextInt(4) == 0 ? raw(mutated.get(name)) : tree(mutated.get(name)));
        }
        if (random.nextInt(60) == 0) {
            rename(mutated, names.get(random.nextInt(names.size())));
        }
        return mutated;
    }

    private static void rename(Map<String, byte[]> classes, String name) {
        ClassNode node = new ClassNode();
        try {
            new ClassReader(classes.get(name)).accept(node, 0);
            for (String other :
                    List.of(
                            "io/loopai/regex/LinearPattern",
                            "com/google/re2j/Pattern",
                            "java/lang/Evil",
                            METER,
                            "io/loopai/sandbox/guest/Cost",
                            "io/loopai/program/Answer",
                            "a/b")) {
                node.name = other;
                ClassWriter writer = new ClassWriter(0);
                node.accept(writer);
                classes.put(other.replace('/', '.'), writer.toByteArray());
            }
        } catch (RuntimeException e) {
            // What was damaged before may be more than ASM can read or write: it stays as it is.
        }
    }

    private byte[] raw(byte[] bytes) {
        byte[] copy = bytes.clone();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(4)) {
                case 0 -> copy[at] = (byte) random.nextInt(256);
                case 1 -> copy[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> copy[at] = copy[random.nextInt(copy.length)];
                default -> copy[at] += (byte) (random.nextBoolean() ? 1 : -1);
            }
        }
        return random.nextInt(40) == 0
                ? java.util.Arrays.copyOf(copy, random.nextInt(copy.length))
                : copy;
    }

    private byte[] tree(byte[] bytes) {
        ClassNode node = new ClassNode();
        try {
            boolean recompute = random.nextInt(4) > 0;
            new ClassReader(bytes).accept(node, recompute ? ClassReader.SKIP_FRAMES : 0);
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                change(node);
            }
            ClassWriter writer =
                    new ClassWriter(
                            recompute ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS) {
                        @Override
                        protected String getCommonSuperClass(String one, String other) {
                            return one.endsWith("Exception") && other.endsWith("Exception")
                                    ? "java/lang/Throwable"
                                    : "java/lang/Object";
                        }
                    };
            node.accept(writer);
            return writer.toByteArray();
        } catch (RuntimeException | AssertionError e) {
            // ASM cannot write every nonsense; bytes can hold it.
            return raw(bytes);
        }
    }

    private void change(ClassNode node) {
        if (random.nextInt(4) == 0) {
            changeClass(node);
            return;
        }
        MethodNode method = node.methods.get(random.nextInt(node.methods.size()));
        if (method.instructions.size() == 0) {
            changeClass(node);
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> insert(node, method);
            case 1 -> handlers(method);
            case 2 -> jump(method);
            case 3 -> shuffle(method);
            default -> operand(node, method);
        }
    }

    private void changeClass(ClassNode node) {
        switch (random.nextInt(15)) {
            case 0 -> node.version = 44 + random.nextInt(22);
            case 1 -> node.access ^= 1 << random.nextInt(16);
            case 2 -> node.superName = pick(TYPES);
            case 3 -> node.interfaces.add(pick(TYPES));
            case 4 -> node.interfaces.clear();
            case 5 ->
                    node.methods.get(random.nextInt(node.methods.size())).access ^=
                            1 << random.nextInt(13);
            case 6 -> {
                if (!node.fields.isEmpty()) {
                    FieldNode field = node.fields.get(random.nextInt(node.fields.size()));
                    field.access ^= 1 << random.nextInt(15);
                    field.desc =
                            random.nextBoolean()
                                    ? field.desc
                                    : pick("I", "J", "Ljava/lang/Thread;", "[[B");
                }
            }
            case 7 -> node.nestHostClass = pick(TYPES);
            case 8 -> node.permittedSubclasses = new ArrayList<>(List.of(pick(TYPES)));
            case 9 -> node.visitInnerClass(pick(TYPES), pick(TYPES), "X", random.nextInt(1 << 15));
            case 10 ->
                    node.signature =
                            pick("<T:Ljava/lang/Thread;>Ljava/lang/Object;", "", "((((", "L;");
            case 11 ->
                    node.attrs =
                            new ArrayList<>(
                                    List.of(
                                            new Junk(
                                                    pick(
                                                            "Code",
                                                            "BootstrapMethods",
                                                            "StackMapTable",
                                                            "Module",
                                                            "x"))));
            case 12 -> node.methods.add(forged());
            case 13 -> node.name = pick(TYPES);
            default -> node.outerClass = pick(TYPES);
        }
    }

    private static final class Junk extends Attribute {
        Junk(String type) {
            super(type);
        }

        @Override
        protected ByteVector write(
                ClassWriter writer, byte[] code, int length, int stack, int locals) {
            return new ByteVector().putInt(0x01020304);
        }
    }

    private MethodNode forged() {
        String[] signature =
                pick(
                        new String[] {"finalize", "()V"},
                        new String[] {"hashCode", "()I"},
                        new String[] {"<clinit>", "()V"},
                        new String[] {"equals", "(Ljava/lang/Object;)Z"},
                        new String[] {"readObject", "()V"},
                        new String[] {"charged$0", "()V"},
                        new String[] {"a b;c", "()V"});
        MethodNode method =
                new MethodNode(random.nextInt(1 << 13), signature[0], signature[1], null, null);
        LabelNode start = new LabelNode();
        method.instructions.add(start);
        method.instructions.add(new JumpInsnNode(GOTO, start));
        return method;
    }

    private void insert(ClassNode node, MethodNode method) {
        InsnList code = new InsnList();
        switch (random.nextInt(13)) {
            case 0, 1 -> {
                String[] call = pick(FORBIDDEN);
                for (Type type : Type.getArgumentTypes(call[2])) {
                    code.add(
                            type.getSort() == Type.INT
                                    ? new InsnNode(ICONST_1)
                                    : type.getSort() == Type.LONG
                                            ? new InsnNode(LCONST_1)
                                            : new LdcInsnNode("loopai.fuzz.canary"));
                }
                code.add(new MethodInsnNode(INVOKESTATIC, call[0], call[1], call[2]));
                drop(code, Type.getReturnType(call[2]));
            }
            case 2 -> {
                code.add(
                        new FieldInsnNode(
                                GETSTATIC, "java/lang/System", "out", "Ljava/io/PrintStream;"));
                code.add(new LdcInsnNode("canary"));
                code.add(
                        new MethodInsnNode(
                                INVOKEVIRTUAL,
                                "java/io/PrintStream",
                                "println",
                                "(Ljava/lang/String;)V"));
            }
            case 3 -> {
                code.add(new TypeInsnNode(NEW, "java/lang/Thread"));
                code.add(new InsnNode(DUP));
                code.add(new MethodInsnNode(INVOKESPECIAL, "java/lang/Thread", "<init>", "()V"));
                code.add(new MethodInsnNode(INVOKEVIRTUAL, "java/lang/Thread", "start", "()V"));
            }
            case 4 -> {
                LabelNode loop = new LabelNode();
                code.add(loop);
                code.add(new JumpInsnNode(GOTO, loop));
            }
            case 5 -> {
                code.add(new LdcInsnNode(constant()));
                code.add(new InsnNode(POP));
            }
            case 6 -> {
                code.add(new VarInsnNode(ALOAD, 0));
                code.add(new InsnNode(pickInt(MONITORENTER, MONITOREXIT)));
            }
            case 7 -> {
                code.add(
                        new InvokeDynamicInsnNode(
                                "run",
                                "()Ljava/lang/Runnable;",
                                bootstrap(),
                                Type.getType("()V"),
                                handle(),
                                Type.getType("()V")));
                code.add(new InsnNode(DUP));
                code.add(
                        new MethodInsnNode(
                                INVOKEINTERFACE, "java/lang/Runnable", "run", "()V", true));
                code.add(new InsnNode(POP));
            }
            case 8 -> {
                code.add(new VarInsnNode(ALOAD, 0));
                code.add(
                        new InvokeDynamicInsnNode(
                                "toString",
                                "(L" + node.name + ";)Ljava/lang/String;",
                                new Handle(
                                        H_INVOKESTATIC,
                                        "java/lang/runtime/ObjectMethods",
                                        "bootstrap",
                                        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/TypeDescriptor;"
                                                + "Ljava/lang/Class;Ljava/lang/String;[Ljava/lang/invoke/MethodHandle;)Ljava/lang/Object;",
                                        false),
                                Type.getObjectType(node.name),
                                "a",
                                handle()));
                code.add(new InsnNode(POP));
            }
            case 9 -> {
                code.add(
                        new InvokeDynamicInsnNode(
                                "makeConcatWithConstants",
                                "()Ljava/lang/String;",
                                new Handle(
                                        H_INVOKESTATIC,
                                        "java/lang/invoke/StringConcatFactory",
                                        "makeConcatWithConstants",
                                        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                                                + "Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
                                        false),
                                "a\u0002",
                                constant()));
                code.add(new InsnNode(POP));
            }
            case 10 -> {
                code.add(new IntInsnNode(SIPUSH, 30_000));
                code.add(new InsnNode(DUP));
                code.add(new MultiANewArrayInsnNode("[[J", 2));
                code.add(new InsnNode(POP));
            }
            case 11 -> {
                code.add(new MethodInsnNode(INVOKESTATIC, node.name, method.name, "()V"));
            }
            default -> {
                code.add(new InsnNode(ACONST_NULL));
                code.add(new TypeInsnNode(pickInt(CHECKCAST, INSTANCEOF), pick(TYPES)));
                code.add(new InsnNode(POP));
            }
        }
        method.instructions.insert(any(method), code);
    }

    private Object constant() {
        Handle bootstrap =
                new Handle(
                        H_INVOKESTATIC,
                        "java/lang/invoke/ConstantBootstraps",
                        "invoke",
                        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
                                + "Ljava/lang/invoke/MethodHandle;[Ljava/lang/Object;)Ljava/lang/Object;",
                        false);
        return pick(
                Type.getObjectType("java/lang/Runtime"),
                Type.getMethodType("()Ljava/lang/Thread;"),
                handle(),
                new ConstantDynamic("x", "Ljava/lang/Object;", bootstrap, handle()),
                "loopai.fuzz.canary");
    }

    private Handle bootstrap() {
        return pick(
                new Handle(
                        H_INVOKESTATIC,
                        "java/lang/invoke/LambdaMetafactory",
                        "metafactory",
                        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                                + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                                + "Ljava/lang/invoke/CallSite;",
                        false),
                new Handle(
                        H_INVOKESTATIC,
                        "java/lang/invoke/LambdaMetafactory",
                        "altMetafactory",
                        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                                + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
                        false),
                new Handle(
                        H_INVOKESTATIC,
                        "Fuzz",
                        "clip",
                        "(Ljava/lang/String;)Ljava/lang/String;",
                        false),
                handle());
    }

    private Handle handle() {
        String[] call = pick(FORBIDDEN);
        return new Handle(1 + random.nextInt(9), call[0], call[1], call[2], false);
    }

    private static void drop(InsnList code, Type result) {
        if (result.getSize() > 0) {
            code.add(new InsnNode(result.getSize() == 2 ? POP2 : POP));
        }
    }

    private void handlers(MethodNode method) {
        if (!method.tryCatchBlocks.isEmpty() && random.nextInt(3) == 0) {
            TryCatchBlockNode block =
                    method.tryCatchBlocks.get(random.nextInt(method.tryCatchBlocks.size()));
            switch (random.nextInt(3)) {
                case 0 -> block.type = random.nextBoolean() ? null : pick(TYPES);
                case 1 -> block.end = label(method);
                default -> block.handler = label(method);
            }
            return;
        }
        // A handler that covers itself, or two that cover each other.
        LabelNode start = new LabelNode();
        LabelNode handler = new LabelNode();
        LabelNode end = new LabelNode();
        InsnList body = new InsnList();
        method.instructions.insert(start);
        body.add(handler);
        if (random.nextBoolean()) {
            body.add(new InsnNode(ATHROW));
        } else {
            body.add(new InsnNode(POP));
            body.add(new JumpInsnNode(GOTO, start));
        }
        body.add(end);
        body.add(new InsnNode(ACONST_NULL));
        body.add(new InsnNode(ATHROW));
        method.instructions.add(body);
        LabelNode last = random.nextBoolean() ? end : handler;
        method.tryCatchBlocks.add(
                new TryCatchBlockNode(
                        start, last, handler, random.nextBoolean() ? null : pick(TYPES)));
        if (random.nextBoolean()) {
            insert(new ClassNode(), method);
        }
    }

    private void jump(MethodNode method) {
        List<JumpInsnNode> jumps = new ArrayList<>();
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof JumpInsnNode jump) {
                jumps.add(jump);
            }
        }
        if (jumps.isEmpty()) {
            method.instructions.insert(any(method), new JumpInsnNode(GOTO, label(method)));
        } else {
            jumps.get(random.nextInt(jumps.size())).label = label(method);
        }
    }

    private void shuffle(MethodNode method) {
        AbstractInsnNode node = any(method);
        if (node.getOpcode() < 0) {
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> method.instructions.remove(node);
            case 1 -> method.instructions.insert(any(method), new InsnNode(random.nextInt(16)));
            case 2 ->
                    method.instructions.set(
                            node,
                            new InsnNode(
                                    pickInt(
                                            NOP,
                                            POP,
                                            DUP,
                                            ACONST_NULL,
                                            ATHROW,
                                            RETURN,
                                            ARETURN,
                                            SWAP,
                                            MONITORENTER)));
            default ->
                    method.instructions.insert(
                            node,
                            new VarInsnNode(
                                    pickInt(ALOAD, ILOAD, ASTORE, ISTORE), random.nextInt(8)));
        }
    }

    private void operand(ClassNode owner, MethodNode method) {
        AbstractInsnNode node = any(method);
        if (node instanceof MethodInsnNode call) {
            String[] forbidden = pick(FORBIDDEN);
            switch (random.nextInt(5)) {
                case 0 ->
                        call.owner =
                                pick(TYPES[1], forbidden[0], owner.name, "java/util/List", "[I");
                case 1 ->
                        call.name =
                                pick(
                                        forbidden[1],
                                        "clone",
                                        "wait",
                                        "hashCode",
                                        "<init>",
                                        method.name);
                case 2 -> call.desc = pick(forbidden[2], "()V", "()I", method.desc);
                case 3 ->
                        call.setOpcode(
                                pickInt(
                                        INVOKESTATIC,
                                        INVOKEVIRTUAL,
                                        INVOKESPECIAL,
                                        INVOKEINTERFACE));
                default -> {
                    call.owner = forbidden[0];
                    call.name = forbidden[1];
                    call.desc = forbidden[2];
                    call.setOpcode(INVOKESTATIC);
                }
            }
        } else if (node instanceof FieldInsnNode field) {
            switch (random.nextInt(3)) {
                case 0 -> field.setOpcode(pickInt(GETSTATIC, PUTSTATIC, GETFIELD, PUTFIELD));
                case 1 -> field.owner = pick(TYPES);
                default -> field.name = pick("out", "fuel", "MAX_BYTES", field.name + "x");
            }
        } else if (node instanceof InvokeDynamicInsnNode dynamic) {
            switch (random.nextInt(3)) {
                case 0 -> dynamic.bsm = bootstrap();
                case 1 -> dynamic.bsmArgs = new Object[] {constant(), constant(), constant()};
                default -> {
                    if (dynamic.bsmArgs.length > 0) {
                        dynamic.bsmArgs[random.nextInt(dynamic.bsmArgs.length)] = constant();
                    }
                }
            }
        } else if (node instanceof TypeInsnNode type) {
            type.desc = pick(TYPES);
        } else if (node instanceof LdcInsnNode constant) {
            constant.cst = constant();
        } else {
            shuffle(method);
        }
    }

    private AbstractInsnNode any(MethodNode method) {
        return method.instructions.get(random.nextInt(method.instructions.size()));
    }

    private LabelNode label(MethodNode method) {
        List<LabelNode> labels = new ArrayList<>();
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof LabelNode label) {
                labels.add(label);
            }
        }
        if (labels.isEmpty()) {
            LabelNode label = new LabelNode();
            method.instructions.insert(label);
            return label;
        }
        return labels.get(random.nextInt(labels.size()));
    }

    private int pickInt(int... items) {
        return items[random.nextInt(items.length)];
    }

    @SafeVarargs
    private <T> T pick(T... items) {
        return items[random.nextInt(items.length)];
    }
}
