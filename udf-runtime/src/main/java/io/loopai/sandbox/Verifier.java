package io.loopai.sandbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Checks every class of a program against the {@link Allowlist}: what it calls, reads, creates,
 * catches, casts to, extends and links lambdas to.
 */
final class Verifier {

    private static final String PROGRAM = "io/loopai/program/Program";
    private static final String LAMBDA = "java/lang/invoke/LambdaMetafactory.metafactory";
    private static final String RECORD = "java/lang/runtime/ObjectMethods.bootstrap";

    /** Older ones loop without jumps (by RET) and have no stack map frames. */
    private static final int OLDEST_VERSION = Opcodes.V1_8;

    /** What LLMs like to put programs in: nothing of the runtime is there, or ever will be. */
    private static final String GENERATED = "io/loopai/generated/";

    /** The first would be refused by the JVM, the others could pass for the host's own classes. */
    private static final List<String> RESERVED_PACKAGES =
            List.of("java/", "io/loopai/", "com/google/re2j/");

    private final Allowlist allowlist = Allowlist.get();
    private final Unit unit;
    private final List<Problem> problems = new ArrayList<>();

    private Verifier(Unit unit) {
        this.unit = unit;
    }

    /**
     * The name of the class that implements Program.
     *
     * @param classes class files by class name
     */
    static String verify(Map<String, byte[]> classes) throws ProgramRejectedException {
        Verifier verifier = new Verifier(new Unit(classes.values()));
        for (byte[] bytes : classes.values()) {
            ClassReader reader = new ClassReader(bytes);
            reader.accept(verifier.new CheckedClass(), 0);
        }
        String main = verifier.program();
        if (!verifier.problems.isEmpty()) {
            throw new ProgramRejectedException(verifier.firstPerLine());
        }
        return main;
    }

    private String program() {
        List<String> programs = new ArrayList<>();
        for (Unit.Outline outline : unit.outlines()) {
            if (outline.isPublicTopLevelClass() && unit.isA(outline.name(), PROGRAM)) {
                programs.add(outline.name());
                if (!outline.hasPublicConstructor()) {
                    report(
                            0,
                            "class "
                                    + readable(outline.name())
                                    + " has no public constructor without parameters: add one, or"
                                    + " remove all others");
                }
            }
        }
        if (programs.size() != 1) {
            report(
                    0,
                    "the source has "
                            + (programs.isEmpty() ? "no" : programs.size())
                            + " public top-level class"
                            + (programs.isEmpty() ? "" : "es")
                            + " that implement"
                            + (programs.isEmpty() ? "s" : "")
                            + " io.loopai.program.Program, but needs exactly one, such as: public"
                            + " final class MyProgram implements Program");
            return null;
        }
        return Unit.dotted(programs.get(0));
    }

    private void checkPackage(String className) {
        for (String reserved : RESERVED_PACKAGES) {
            if (className.startsWith(reserved) && !className.startsWith(GENERATED)) {
                report(
                        0,
                        "class "
                                + readable(className)
                                + " is in a reserved package: choose another or none");
            }
        }
    }

    /** One problem a line: System.out.println is two, of which one is enough. */
    private List<Problem> firstPerLine() {
        List<Problem> first = new ArrayList<>();
        problems.sort(Comparator.comparingInt(Problem::line));
        for (Problem problem : problems) {
            boolean same =
                    !first.isEmpty()
                            && problem.line() != 0
                            && first.get(first.size() - 1).line() == problem.line();
            if (!same && !first.contains(problem)) {
                first.add(problem);
            }
        }
        return first;
    }

    private void report(int line, String message) {
        problems.add(new Problem(Layer.VERIFY, line, 0, message));
    }

    private void checkMember(int line, String owner, String name, String descriptor) {
        boolean method = descriptor.startsWith("(");
        if (owner.startsWith("[")) {
            // clone() is the only method that compilers call on an array's own type.
            if (!name.equals("clone") || !descriptor.equals("()Ljava/lang/Object;")) {
                refuse(line, "java/lang/Object", name, descriptor);
            }
            return;
        }
        String found = unit.find(owner, method ? name + descriptor : name);
        String start = found == null ? owner : found;
        if (unit.outline(start) == null) {
            Class<?> declaring = Library.declaring(Unit.dotted(start), name, descriptor);
            refuse(
                    line,
                    declaring == null ? start : Type.getInternalName(declaring),
                    name,
                    descriptor);
        } else if (found == null) {
            report(line, readable(owner) + "." + name + " cannot be found");
        }
    }

    /** Reports the member of a class outside the program unless the allowlist has it. */
    private void refuse(int line, String owner, String name, String descriptor) {
        boolean method = descriptor.startsWith("(");
        String member = name.equals("<init>") ? "new" : name;
        String parameters = method ? parameters(descriptor) : "";
        String refusal = allowlist.refusal(Unit.dotted(owner), member, parameters);
        if (refusal != null) {
            String shown =
                    member.equals("new")
                            ? "new " + readable(owner) + parameters
                            : readable(owner) + "." + member + parameters;
            report(line, shown + " is not allowed: " + refusal);
        } else if (Library.declaring(Unit.dotted(owner), name, descriptor) == null) {
            report(line, readable(owner) + "." + member + parameters + " cannot be found");
        }
    }

    private void checkType(int line, Type type) {
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT
                && unit.outline(element.getInternalName()) == null
                && !allowlist.isVisible(element.getClassName())) {
            report(
                    line,
                    readable(element.getInternalName())
                            + " is not allowed: "
                            + allowlist.advice(element.getClassName()));
        }
    }

    private void checkParent(int line, String who, String type) {
        if (unit.outline(type) == null && !allowlist.isExtendable(Unit.dotted(type))) {
            report(
                    line,
                    who
                            + "extending or implementing "
                            + readable(type)
                            + " is not allowed: programs may implement Program, Runnable, Comparable,"
                            + " Comparator, Iterable, Iterator, java.util.function.* and their own"
                            + " interfaces");
        }
    }

    /** Such as {@code (int,String)}, as the allowlist writes them. */
    static String parameters(String descriptor) {
        return Stream.of(Type.getArgumentTypes(descriptor))
                .map(type -> type.getClassName().replaceFirst(".*[.$]", ""))
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static String readable(String internalName) {
        return internalName.replace('/', '.').replace('$', '.');
    }

    private final class CheckedClass extends ClassVisitor {

        private String className;

        CheckedClass() {
            super(Opcodes.ASM9);
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
            if ((version & 0xFFFF) < OLDEST_VERSION) {
                report(
                        0,
                        "class "
                                + readable(name)
                                + " has a class file version below that of Java 8: compile it with"
                                + " ecj or janino");
            }
            checkPackage(name);
            String who = "class " + readable(name) + ": ";
            checkParent(0, who, superName);
            for (String parent : interfaces) {
                checkParent(0, who, parent);
            }
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, thrown) {
                @Override
                public void visitEnd() {
                    dropNullChecks(instructions);
                    accept(new CheckedMethod(className, access, name, desc));
                    // Synchronized blocks have such handlers; what is wrong with them is said.
                    if (problems.isEmpty()) {
                        tryCatchBlocks.forEach(block -> checkHandler(this, block));
                    }
                }
            };
        }

        /**
         * Where every handler stands behind what it covers, as all compilers put it, none can catch
         * what the meter throws at its beginning, not by way of others either. In such a circle the
         * budget error would go round for ever.
         */
        private void checkHandler(MethodNode method, TryCatchBlockNode block) {
            InsnList code = method.instructions;
            if (code.indexOf(block.handler) < code.indexOf(block.end)) {
                report(
                        line(block.handler),
                        "an exception handler of method "
                                + readable(className)
                                + "."
                                + method.name
                                + parameters(method.desc)
                                + " stands before the end of what it covers: compile it with ecj or"
                                + " janino");
            }
        }

        private int line(AbstractInsnNode at) {
            AbstractInsnNode node = at;
            while (node != null && !(node instanceof LineNumberNode)) {
                node = node.getPrevious();
            }
            return node == null ? 0 : ((LineNumberNode) node).line;
        }

        /** Compilers write {@code x.getClass();}, whose result nobody sees, to check for null. */
        private void dropNullChecks(InsnList code) {
            for (AbstractInsnNode node : code.toArray()) {
                boolean check =
                        node instanceof MethodInsnNode
                                && ((MethodInsnNode) node).name.equals("getClass")
                                && ((MethodInsnNode) node).desc.equals("()Ljava/lang/Class;")
                                && node.getNext() != null
                                && node.getNext().getOpcode() == Opcodes.POP;
                if (check) {
                    code.remove(node);
                }
            }
        }
    }

    private final class CheckedMethod extends MethodVisitor {

        private final String className;
        private final int access;
        private final String method;
        private final String descriptor;
        private int firstLine;
        private int line;
        private boolean generatedForRecord;
        private final List<String> caught = new ArrayList<>();

        CheckedMethod(String className, int access, String method, String descriptor) {
            super(Opcodes.ASM9);
            this.className = className;
            this.access = access;
            this.method = method;
            this.descriptor = descriptor;
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
            firstLine = firstLine == 0 ? number : firstLine;
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String name, String descriptor, boolean isInterface) {
            checkMember(line, owner, name, descriptor);
            checkIdentity(owner, name, descriptor);
            if (opcode == Opcodes.INVOKESPECIAL
                    && name.equals("toString")
                    && owner.equals("java/lang/Object")) {
                report(
                        line,
                        "super.toString() is not allowed: it differs between machines; name the"
                                + " fields");
            }
        }

        /** The hashes of enums and of objects without their own are where they happen to be. */
        private void checkIdentity(String owner, String name, String descriptor) {
            if (name.equals("hashCode")
                    && descriptor.equals("()I")
                    && unit.outline(unit.find(owner, name + descriptor)) != null) {
                report(
                        line,
                        readable(owner)
                                + ".hashCode() is not allowed: it can differ between machines; hash"
                                + " strings and numbers only");
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            checkMember(line, owner, name, "");
            if (opcode == Opcodes.PUTSTATIC && !method.equals("<clinit>")) {
                checkStaticWrite(owner, name);
            }
        }

        private void checkStaticWrite(String owner, String name) {
            Unit.Outline outline = unit.outline(unit.find(owner, name));
            // Compilers keep the tables of switches over enums in synthetic fields.
            if (outline != null && (outline.fieldAccess(name) & Opcodes.ACC_SYNTHETIC) == 0) {
                report(
                        line,
                        "writing the static field "
                                + name
                                + " outside its static initialiser is not allowed: programs keep no"
                                + " state between calls; make it final or use a local variable");
            }
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            // Of what is created, the constructor says more.
            if (opcode != Opcodes.NEW) {
                checkType(line, Type.getObjectType(type));
            }
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            checkType(line, Type.getType(descriptor));
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            if (type != null) {
                caught.add(type);
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.MONITORENTER) {
                report(line, "synchronized is not allowed: programs have one thread; remove it");
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            boolean ownEnum =
                    value instanceof Type
                            && ((Type) value).getSort() == Type.OBJECT
                            && unit.outline(((Type) value).getInternalName()) != null
                            && unit.outline(((Type) value).getInternalName()).isEnum();
            boolean constant = value instanceof String || value instanceof Number;
            if (!constant && !ownEnum) {
                String shown =
                        value instanceof Type && ((Type) value).getSort() != Type.METHOD
                                ? ((Type) value).getClassName().replace('$', '.') + ".class"
                                : "the constant " + value;
                report(
                        line,
                        shown
                                + " is not allowed: class literals lead to reflection; only those of"
                                + " the program's own enums are, for EnumMap and EnumSet");
            }
        }

        @Override
        public void visitInvokeDynamicInsn(
                String name, String descriptor, Handle bootstrap, Object... arguments) {
            String factory =
                    bootstrap.getTag() == Opcodes.H_INVOKESTATIC
                            ? bootstrap.getOwner() + "." + bootstrap.getName()
                            : "";
            boolean known;
            if (factory.equals(LAMBDA)) {
                checkParent(line, "", Type.getReturnType(descriptor).getInternalName());
                known =
                        arguments.length == 3
                                && isMethodType(arguments[0])
                                && arguments[1] instanceof Handle
                                && isMethodType(arguments[2]);
                if (known) {
                    checkHandle((Handle) arguments[1]);
                }
            } else if (factory.equals(RECORD)) {
                generatedForRecord = true;
                known = isOfRecord(arguments);
            } else {
                known = false;
            }
            if (!known) {
                report(
                        line,
                        readable(bootstrap.getOwner())
                                + "."
                                + bootstrap.getName()
                                + " is not allowed: lambdas implement one interface, without casts"
                                + " to a second one");
            }
        }

        private boolean isMethodType(Object argument) {
            return argument instanceof Type && ((Type) argument).getSort() == Type.METHOD;
        }

        /** The record's class, the names of its fields, and how to read each of them. */
        private boolean isOfRecord(Object[] arguments) {
            boolean known =
                    arguments.length >= 2
                            && Type.getObjectType(className).equals(arguments[0])
                            && arguments[1] instanceof String;
            for (int i = 2; i < arguments.length; i++) {
                known &=
                        arguments[i] instanceof Handle
                                && ((Handle) arguments[i]).getTag() == Opcodes.H_GETFIELD
                                && ((Handle) arguments[i]).getOwner().equals(className);
            }
            return known;
        }

        private void checkHandle(Handle handle) {
            checkMember(line, handle.getOwner(), handle.getName(), handle.getDesc());
            checkIdentity(handle.getOwner(), handle.getName(), handle.getDesc());
            StandIns.StandIn standIn =
                    StandIns.of(handle.getOwner(), handle.getName(), handle.getDesc());
            if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL
                            && StandIns.ofConstructor(handle.getOwner(), handle.getDesc()) != null
                    || standIn != null && standIn.packed()) {
                report(
                        line,
                        "a method reference to "
                                + readable(handle.getOwner())
                                + "."
                                + (handle.getName().equals("<init>") ? "new" : handle.getName())
                                + parameters(handle.getDesc())
                                + " is not allowed: write it as a lambda");
            }
        }

        @Override
        public void visitEnd() {
            for (String type : caught) {
                checkType(firstLine, Type.getObjectType(type));
            }
            if ((access & Opcodes.ACC_NATIVE) != 0) {
                report(firstLine, "native method " + where() + " is not allowed: write it in Java");
            }
            if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
                report(
                        firstLine,
                        "synchronized method "
                                + where()
                                + " is not allowed: programs have one thread; remove the word");
            }
            if (method.equals("finalize") && descriptor.equals("()V")) {
                report(
                        firstLine,
                        "method "
                                + where()
                                + " is not allowed: it would run outside of any budget; remove it");
            }
            boolean hashes = method.equals("hashCode") && descriptor.equals("()I");
            boolean equals = method.equals("equals") && descriptor.equals("(Ljava/lang/Object;)Z");
            if ((hashes || equals) && !generatedForRecord) {
                report(
                        firstLine,
                        "method "
                                + where()
                                + " is not allowed: JDK collections would call it without a budget;"
                                + " use a record, or strings as keys");
            }
        }

        private String where() {
            return readable(className) + "." + method + parameters(descriptor);
        }
    }
}
