package io.loopai.sandbox;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The outlines of a program's own classes: what they extend and declare. */
final class Unit {

    private final Map<String, Outline> outlines = new HashMap<>();

    /** Reads the class files of one source. */
    Unit(Iterable<byte[]> classes) {
        for (byte[] bytes : classes) {
            Outline outline = new Outline();
            new ClassReader(bytes)
                    .accept(
                            outline,
                            ClassReader.SKIP_CODE
                                    | ClassReader.SKIP_DEBUG
                                    | ClassReader.SKIP_FRAMES);
            outlines.put(outline.name, outline);
        }
    }

    /** The class with that internal name, or null when it is not the program's own. */
    Outline outline(String internalName) {
        return outlines.get(internalName);
    }

    Iterable<Outline> outlines() {
        return outlines.values();
    }

    /**
     * Where the search for a member ends: at the program's own class that declares it, or at the
     * class of the JDK or the program API at which to go on, or null.
     */
    String find(String owner, String member) {
        Outline outline = outlines.get(owner);
        if (outline == null) {
            return Library.declaring(dotted(owner), name(member), descriptor(member)) == null
                    ? null
                    : owner;
        }
        if (outline.methods.contains(member) || outline.fields.containsKey(name(member))) {
            return owner;
        }
        String found = find(outline.superName, member);
        for (String parent : outline.interfaces) {
            if (found != null) {
                return found;
            }
            found = find(parent, member);
        }
        return found;
    }

    /** Whether a class of the program is the type or has it above. */
    boolean isA(String className, String type) {
        Outline outline = outlines.get(className);
        if (className.equals(type) || outline == null) {
            return className.equals(type);
        }
        for (String parent : outline.interfaces) {
            if (isA(parent, type)) {
                return true;
            }
        }
        return isA(outline.superName, type);
    }

    static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }

    private static String name(String member) {
        int parenthesis = member.indexOf('(');
        return parenthesis < 0 ? member : member.substring(0, parenthesis);
    }

    private static String descriptor(String member) {
        int parenthesis = member.indexOf('(');
        return parenthesis < 0 ? "" : member.substring(parenthesis);
    }

    /** One class without its code. */
    static final class Outline extends ClassVisitor {

        private String name;
        private int access;
        private String superName;
        private String[] interfaces;
        private boolean nested;
        private final Set<String> methods = new HashSet<>();
        private final Map<String, Integer> fields = new HashMap<>();
        private boolean publicConstructor;

        private Outline() {
            super(Opcodes.ASM9);
        }

        String name() {
            return name;
        }

        boolean isPublicTopLevelClass() {
            int kind = Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
            return !nested && (access & kind) == Opcodes.ACC_PUBLIC;
        }

        boolean hasPublicConstructor() {
            return publicConstructor;
        }

        boolean isEnum() {
            return (access & Opcodes.ACC_ENUM) != 0;
        }

        int fieldAccess(String field) {
            return fields.getOrDefault(field, 0);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                String signature,
                String superName,
                String[] interfaces) {
            this.name = name;
            this.access = access;
            this.superName = superName;
            this.interfaces = interfaces;
        }

        @Override
        public void visitInnerClass(String name, String outer, String simpleName, int access) {
            nested |= name.equals(this.name);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            methods.add(name + descriptor);
            publicConstructor |=
                    name.equals("<init>")
                            && descriptor.equals("()V")
                            && (access & Opcodes.ACC_PUBLIC) != 0;
            return null;
        }

        @Override
        public FieldVisitor visitField(
                int access, String name, String descriptor, String signature, Object value) {
            fields.put(name, access);
            return null;
        }
    }
}
