package io.loopai.sandbox;

import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * Points a verified program at the stand-ins of {@link io.loopai.sandbox.guest} instead of the JDK's
 * classes and methods of the same name, and at the linked hash tables, whose order does not depend
 * on hashes, instead of the others.
 */
final class Redirect extends ClassVisitor {

    private static final String GUESTS = "io/loopai/sandbox/guest/";
    private static final String RECORDS = "java/lang/runtime/ObjectMethods";

    private static final Map<String, String> CLASSES =
            Map.of(
                    "java/util/regex/Pattern", "io/loopai/sandbox/guest/Pattern",
                    "java/util/regex/Matcher", "io/loopai/sandbox/guest/Matcher");

    private static final Map<String, String> LINKED =
            Map.of(
                    "java/util/HashMap", "java/util/LinkedHashMap",
                    "java/util/HashSet", "java/util/LinkedHashSet");

    private Redirect(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    /** A visitor that redirects what it sees before it hands it on. */
    static ClassVisitor before(ClassVisitor next) {
        return new Redirect(new ClassRemapper(next, new SimpleRemapper(Opcodes.ASM9, CLASSES)));
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] thrown) {
        return new RedirectedMethod(super.visitMethod(access, name, descriptor, signature, thrown));
    }

    private static final class RedirectedMethod extends MethodVisitor {

        RedirectedMethod(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            super.visitTypeInsn(
                    opcode, opcode == Opcodes.NEW ? LINKED.getOrDefault(type, type) : type);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            boolean order =
                    name.equals("CASE_INSENSITIVE_ORDER") && owner.equals("java/lang/String");
            super.visitFieldInsn(opcode, order ? GUESTS + "Functions" : owner, name, descriptor);
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String name, String descriptor, boolean itf) {
            if (name.equals("<init>")) {
                construct(LINKED.getOrDefault(owner, owner), descriptor);
                return;
            }
            StandIns.StandIn standIn =
                    opcode == Opcodes.INVOKESPECIAL ? null : StandIns.of(owner, name, descriptor);
            if (standIn == null) {
                super.visitMethodInsn(opcode, owner, name, descriptor, itf);
                return;
            }
            if (standIn.packed()) {
                pack(Type.getArgumentTypes(descriptor).length);
            }
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    standIn.owner(),
                    standIn.name(),
                    standIn.descriptor(),
                    false);
            cast(Type.getReturnType(standIn.descriptor()), Type.getReturnType(descriptor));
        }

        private void construct(String owner, String descriptor) {
            StandIns.Collapsed collapsed = StandIns.ofConstructor(owner, descriptor);
            String constructor = descriptor;
            if (collapsed != null) {
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        GUESTS + "Sizes",
                        collapsed.method(),
                        collapsed.descriptor(),
                        false);
                constructor = collapsed.constructor();
            }
            super.visitMethodInsn(Opcodes.INVOKESPECIAL, owner, "<init>", constructor, false);
        }

        /** Moves the arguments on the stack into a new array, the last one first. */
        private void pack(int count) {
            number(count);
            super.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
            for (int i = count - 1; i >= 0; i--) {
                super.visitInsn(Opcodes.DUP_X1);
                super.visitInsn(Opcodes.SWAP);
                number(i);
                super.visitInsn(Opcodes.SWAP);
                super.visitInsn(Opcodes.AASTORE);
            }
        }

        private void number(int value) {
            super.visitIntInsn(Opcodes.SIPUSH, value);
        }

        private void cast(Type given, Type wanted) {
            if (!given.equals(wanted) && wanted.getSort() != Type.VOID) {
                super.visitTypeInsn(Opcodes.CHECKCAST, wanted.getInternalName());
            }
        }

        @Override
        public void visitInvokeDynamicInsn(
                String name, String descriptor, Handle bootstrap, Object... arguments) {
            if (bootstrap.getOwner().equals(RECORDS)) {
                record(name, descriptor, bootstrap, arguments);
                return;
            }
            Object[] redirected = arguments.clone();
            for (int i = 0; i < redirected.length; i++) {
                if (redirected[i] instanceof Handle) {
                    redirected[i] = redirect((Handle) redirected[i]);
                }
            }
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, redirected);
        }

        /** In the methods of records that compilers leave to the JDK, the record is variable 0. */
        private void record(String name, String descriptor, Handle bootstrap, Object... arguments) {
            int count = arguments.length - 2;
            if (!name.equals("toString")) {
                for (int i = 0; i < count; i++) {
                    Handle getter = (Handle) arguments[i + 2];
                    if (getter.getDesc().startsWith("L")) {
                        component(getter);
                        super.visitMethodInsn(
                                Opcodes.INVOKESTATIC,
                                GUESTS + "Cost",
                                "deep",
                                "(Ljava/lang/Object;)V",
                                false);
                    }
                }
                super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
                return;
            }
            String type = ((Type) arguments[0]).getInternalName();
            super.visitInsn(Opcodes.POP);
            // Of a nested class behind the $, of a local one behind its number.
            super.visitLdcInsn(type.replaceFirst(".*[/$][0-9]*", ""));
            super.visitLdcInsn(arguments[1]);
            number(count);
            super.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
            for (int i = 0; i < count; i++) {
                super.visitInsn(Opcodes.DUP);
                number(i);
                component((Handle) arguments[i + 2]);
                box(Type.getType(((Handle) arguments[i + 2]).getDesc()));
                super.visitInsn(Opcodes.AASTORE);
            }
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    GUESTS + "Texts",
                    "record",
                    "(Ljava/lang/String;Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/String;",
                    false);
        }

        private void component(Handle getter) {
            super.visitVarInsn(Opcodes.ALOAD, 0);
            super.visitFieldInsn(
                    Opcodes.GETFIELD, getter.getOwner(), getter.getName(), getter.getDesc());
        }

        private void box(Type type) {
            String[] boxes = {
                "", "Boolean", "Character", "Byte", "Short", "Integer", "Float", "Long", "Double"
            };
            if (type.getSort() < boxes.length) {
                String box = "java/lang/" + boxes[type.getSort()];
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        box,
                        "valueOf",
                        "(" + type.getDescriptor() + ")L" + box + ";",
                        false);
            }
        }
    }

    private static Handle redirect(Handle handle) {
        if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            return new Handle(
                    handle.getTag(),
                    LINKED.getOrDefault(handle.getOwner(), handle.getOwner()),
                    handle.getName(),
                    handle.getDesc(),
                    handle.isInterface());
        }
        StandIns.StandIn standIn =
                StandIns.of(handle.getOwner(), handle.getName(), handle.getDesc());
        return standIn == null || standIn.packed()
                ? handle
                : new Handle(
                        Opcodes.H_INVOKESTATIC,
                        standIn.owner(),
                        standIn.name(),
                        standIn.descriptor(),
                        false);
    }
}
