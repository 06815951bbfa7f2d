package io.loopai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Class files that no compiler writes: who finds a way to make one write them gets no further. */
class ForgedClassesTest {

    private static final Handle EXIT =
            new Handle(Opcodes.H_INVOKESTATIC, "java/lang/System", "exit", "(I)V", false);

    @Test
    void shouldRefuseAHandlerThatCoversItself() throws Exception {
        String body = "try { return Answer.of(in.text(\"text\")); } catch (Error e) { throw e; }";
        assertThat(
                        rejection(
                                body,
                                forged -> {
                                    MethodNode answer = answer(forged);
                                    answer.tryCatchBlocks.get(0).end =
                                            lastLabel(answer.instructions.getLast());
                                }))
                .hasMessage(
                        "line 4: an exception handler of method Test.answer(Input) stands before the"
                                + " end of what it covers: compile it with ecj or janino");
    }

    @Test
    void shouldRefuseClassFilesThatCanLoopWithoutJumps() throws Exception {
        assertThat(rejection("return null;", forged -> forged.version = Opcodes.V1_5))
                .hasMessage(
                        "class Test has a class file version below that of Java 8: compile it with"
                                + " ecj or janino");
    }

    @Test
    void shouldRefuseARecordThatReadsMoreThanItsFields() throws Exception {
        assertThat(
                        rejection(
                                "record R(int n) {} return Answer.of(\"\" + new R(1));",
                                forged -> linkages(forged, "ObjectMethods", EXIT)))
                .hasMessageContaining(
                        "java.lang.runtime.ObjectMethods.bootstrap is not allowed: lambdas implement"
                                + " one interface, without casts to a second one");
    }

    @Test
    void shouldRefuseALambdaWhoseTypeIsComputed() throws Exception {
        ConstantDynamic computed =
                new ConstantDynamic(
                        "x",
                        "Ljava/lang/String;",
                        new Handle(
                                Opcodes.H_INVOKESTATIC,
                                "java/lang/invoke/ConstantBootstraps",
                                "invoke",
                                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                                        + "Ljava/lang/Class;Ljava/lang/invoke/MethodHandle;"
                                        + "[Ljava/lang/Object;)Ljava/lang/Object;",
                                false),
                        EXIT);
        assertThat(
                        rejection(
                                "Runnable r = () -> in.names(); r.run(); return null;",
                                forged -> linkages(forged, "LambdaMetafactory", computed)))
                .hasMessage(
                        "line 4: java.lang.invoke.LambdaMetafactory.metafactory is not allowed:"
                                + " lambdas implement one interface, without casts to a second"
                                + " one");
    }

    @Test
    void shouldRefuseAMethodTypeAsAConstant() throws Exception {
        assertThat(
                        rejection(
                                "return null;",
                                forged ->
                                        insert(
                                                forged,
                                                new LdcInsnNode(Type.getMethodType("()V")),
                                                new InsnNode(Opcodes.POP))))
                .hasMessage(
                        "the constant ()V is not allowed: class literals lead to reflection; only"
                                + " those of the program's own enums are, for EnumMap and EnumSet");
    }

    @Test
    void shouldRefuseAMethodThatDoesNotExist() throws Exception {
        assertThat(
                        rejection(
                                "return null;",
                                forged ->
                                        insert(
                                                forged,
                                                new MethodInsnNode(
                                                        Opcodes.INVOKESTATIC,
                                                        "java/lang/Math",
                                                        "random32",
                                                        "()V"))))
                .hasMessage(
                        "java.lang.Math.random32() is not allowed: it is not among what programs"
                                + " may use: io.loopai.program and parts of java.lang, java.util,"
                                + " java.util.function and java.util.stream");
        assertThat(
                        rejection(
                                "return null;",
                                forged ->
                                        insert(
                                                forged,
                                                new MethodInsnNode(
                                                        Opcodes.INVOKESTATIC,
                                                        "java/lang/Math",
                                                        "abs",
                                                        "()V"))))
                .hasMessage("java.lang.Math.abs() cannot be found");
    }

    @Test
    void shouldRefuseACallOfItsOwnMeter() throws Exception {
        assertThat(
                        rejection(
                                "return null;",
                                forged ->
                                        insert(
                                                forged,
                                                new InsnNode(Opcodes.LCONST_1),
                                                new MethodInsnNode(
                                                        Opcodes.INVOKESTATIC,
                                                        "io/loopai/sandbox/meter/Meter",
                                                        "charge",
                                                        "(J)V"))))
                .hasMessage(
                        "io.loopai.sandbox.meter.Meter.charge(long) is not allowed: it is not among"
                                + " what programs may use: io.loopai.program and parts of java.lang,"
                                + " java.util, java.util.function and java.util.stream");
    }

    @Test
    void shouldRefuseAClassThatExtendsItself() throws Exception {
        assertThat(rejection("return null;", forged -> forged.superName = "Test"))
                .hasMessage("creating the program failed: ClassCircularityError: Test");
    }

    /** Janino's are such where the value of {@code n += 2} is used. */
    @Test
    void shouldRefuseCodeThatTheJvmDoesNotTake() throws Exception {
        assertThat(
                        rejection(
                                "return null;",
                                forged ->
                                        insert(
                                                forged,
                                                new InsnNode(Opcodes.ICONST_1),
                                                new InsnNode(Opcodes.ARETURN))))
                .hasMessage(
                        "the JVM refuses what the compiler made of the source: use the compiler ecj,"
                                + " or write assignments as statements of their own");
    }

    @Test
    void shouldRefuseATruncatedClass() throws Exception {
        Map<String, byte[]> classes = compiled("return null;");
        classes.replaceAll((name, bytes) -> Arrays.copyOf(bytes, 20));
        assertThat(
                        catchThrowableOfType(
                                ProgramRejectedException.class, () -> Sandbox.admit(classes)))
                .hasMessage(
                        "the class files of the program are malformed:"
                                + " ArrayIndexOutOfBoundsException: Index 20 out of bounds for"
                                + " length 20");
    }

    private static ProgramRejectedException rejection(String body, Consumer<ClassNode> forgery)
            throws ProgramRejectedException {
        Map<String, byte[]> classes = compiled(body);
        classes.replaceAll(
                (name, bytes) -> {
                    ClassNode node = new ClassNode();
                    new ClassReader(bytes).accept(node, 0);
                    forgery.accept(node);
                    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
                    node.accept(writer);
                    return writer.toByteArray();
                });
        return catchThrowableOfType(ProgramRejectedException.class, () -> Sandbox.admit(classes));
    }

    /** The classes of a program whose method has this body, which stands on line 4. */
    private static Map<String, byte[]> compiled(String body) throws ProgramRejectedException {
        String source =
                "import io.loopai.program.*;\n"
                        + "public final class Test implements Program {\n"
                        + "  public Answer answer(Input in) {\n    "
                        + body
                        + "\n  }\n}\n";
        return new LinkedHashMap<>(Sandbox.classes(source, CompilerKind.ECJ));
    }

    private static MethodNode answer(ClassNode forged) {
        return forged.methods.stream()
                .filter(method -> method.name.equals("answer"))
                .findFirst()
                .orElse(forged.methods.get(0));
    }

    private static LabelNode lastLabel(AbstractInsnNode last) {
        AbstractInsnNode node = last;
        while (!(node instanceof LabelNode)) {
            node = node.getPrevious();
        }
        return (LabelNode) node;
    }

    /** Before the first instruction, and so without a line. */
    private static void insert(ClassNode forged, AbstractInsnNode... nodes) {
        MethodNode answer = answer(forged);
        for (int i = nodes.length - 1; i >= 0; i--) {
            answer.instructions.insert(nodes[i]);
        }
    }

    /** Puts another argument in the place of the last one of every such call site. */
    private static void linkages(ClassNode forged, String factory, Object argument) {
        for (MethodNode method : forged.methods) {
            for (AbstractInsnNode node : method.instructions) {
                if (node instanceof InvokeDynamicInsnNode
                        && ((InvokeDynamicInsnNode) node).bsm.getOwner().endsWith(factory)) {
                    Object[] arguments = ((InvokeDynamicInsnNode) node).bsmArgs;
                    arguments[arguments.length - 1] = argument;
                }
            }
        }
    }
}
