package io.loopai.sandbox.fuzz;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/**
 * The allowlist once more, as simply as it can be written and sharing no code with the sandbox: reads
 * the constant pool of the classes that the JVM was given and names what must not be in there.
 */
final class ReferenceRule {

    private static final Set<String> METER =
            Set.of(
                    "enter",
                    "exit",
                    "step",
                    "steps",
                    "round",
                    "charge",
                    "allocate",
                    "caught",
                    "exception");
    private static final Set<String> BOOTSTRAPS =
            Set.of(
                    "java.lang.invoke.LambdaMetafactory.metafactory",
                    "java.lang.runtime.ObjectMethods.bootstrap");

    private final Map<String, List<String>> used = new HashMap<>();
    private final Map<String, List<String>> refused = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    ReferenceRule() {
        try (InputStream in = getClass().getResourceAsStream("/io/loopai/sandbox/allowlist.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).forEach(this::add);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(String line) {
        String[] words = line.replaceFirst(" : .*", "").split(" +");
        List<String> rest = List.of(words).subList(2, words.length);
        switch (words[0]) {
            case "use":
                used.put(words[1], rest);
                seen.add(words[1]);
                break;
            case "refuse":
                if (!rest.contains("*")) {
                    refused.computeIfAbsent(words[1], key -> new ArrayList<>()).addAll(rest);
                }
                break;
            case "see":
            case "extend":
                seen.addAll(List.of(words).subList(1, words.length));
                break;
            default:
                break;
        }
    }

    /** The classes that the list names one by one. */
    Set<String> classes() {
        return used.keySet();
    }

    /** Whether a member that this class declares may be used. */
    boolean allows(String className, String member, String parameters) {
        boolean listed = false;
        for (Map.Entry<String, List<String>> rule : used.entrySet()) {
            listed |=
                    covers(rule.getKey(), className) && names(rule.getValue(), member, parameters);
        }
        for (Map.Entry<String, List<String>> rule : refused.entrySet()) {
            listed &=
                    !(covers(rule.getKey(), className)
                            && names(rule.getValue(), member, parameters));
        }
        return listed;
    }

    private boolean sees(String className) {
        return seen.stream().anyMatch(pattern -> covers(pattern, className));
    }

    private static boolean covers(String pattern, String className) {
        return pattern.equals("*")
                || pattern.equals(className)
                || pattern.endsWith(".*")
                        && className.startsWith(pattern.substring(0, pattern.length() - 1));
    }

    private static boolean names(List<String> members, String name, String parameters) {
        for (String member : members) {
            if (member.equals(name)
                    || member.equals(name + parameters)
                    || member.endsWith("*")
                            && name.startsWith(member.substring(0, member.length() - 1))) {
                return true;
            }
        }
        return false;
    }

    /**
     * What the classes refer to against the rules, as {@code class: what}; empty when all is well.
     *
     * @param types whether to look at types that are only named: the class loader keeps those out in
     *     any case, but a compiled source had better hear of it from the verifier
     */
    List<String> violations(Map<String, byte[]> metered, boolean types) {
        Map<String, ClassNode> own = new HashMap<>();
        for (byte[] bytes : metered.values()) {
            ClassNode node = new ClassNode();
            new ClassReader(bytes).accept(node, ClassReader.SKIP_CODE);
            own.put(node.name, node);
        }
        List<String> found = new ArrayList<>();
        metered.forEach(
                (name, bytes) -> {
                    try {
                        for (String[] reference : references(bytes)) {
                            String problem = problem(reference, own);
                            if (problem != null && (types || reference.length > 1)) {
                                found.add(name + ": " + problem);
                            }
                        }
                    } catch (IOException e) {
                        found.add(name + ": unreadable, " + e);
                    }
                });
        return found;
    }

    private String problem(String[] reference, Map<String, ClassNode> own) {
        String owner = reference[0];
        if (owner.startsWith("[")) {
            Type element = Type.getType(owner).getElementType();
            boolean known =
                    element.getSort() != Type.OBJECT
                            || own.containsKey(element.getInternalName())
                            || sees(element.getClassName());
            boolean clone = reference.length == 1 || reference[1].equals("clone");
            return known && clone ? null : "array " + String.join(" ", reference);
        }
        String dotted = owner.replace('/', '.');
        if (reference.length == 1) {
            return own.containsKey(owner) || sees(dotted) || ours(dotted)
                    ? null
                    : "class " + dotted;
        }
        String member = reference[1];
        if (dotted.equals("io.loopai.sandbox.meter.Meter")) {
            return METER.contains(member) ? null : "the meter's " + member;
        }
        // Whether the result goes unseen, as the verifier wants it, the pool does not say.
        boolean nullCheck = dotted.equals("java.lang.Object") && member.equals("getClass");
        if (nullCheck || ours(dotted) || BOOTSTRAPS.contains(dotted + "." + member)) {
            return null;
        }
        return inherited(owner, member, reference[2], own, 0);
    }

    /** Guests are named by the redirects alone: a program cannot, which the corpus holds. */
    private static boolean ours(String dotted) {
        return dotted.startsWith("io.loopai.sandbox.guest.")
                || dotted.equals("io.loopai.sandbox.meter.Meter");
    }

    private String inherited(
            String owner, String member, String descriptor, Map<String, ClassNode> own, int depth) {
        ClassNode node = own.get(owner);
        if (node == null) {
            return outside(owner.replace('/', '.'), member, descriptor);
        }
        boolean declared =
                node.methods.stream()
                                .anyMatch(m -> m.name.equals(member) && m.desc.equals(descriptor))
                        || node.fields.stream().anyMatch(f -> f.name.equals(member));
        if (declared) {
            return null;
        }
        if (depth > 50) {
            return "a circle above " + owner;
        }
        List<String> parents = new ArrayList<>(node.interfaces);
        parents.add(node.superName);
        String problem = null;
        for (String parent : parents) {
            problem = inherited(parent, member, descriptor, own, depth + 1);
            if (problem == null) {
                return null;
            }
        }
        return problem;
    }

    private String outside(String className, String member, String descriptor) {
        String shown = className + "." + member + descriptor;
        Class<?> type;
        try {
            type = Class.forName(className, false, getClass().getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return "no class " + shown;
        }
        if (!descriptor.startsWith("(")) {
            try {
                return allows(type.getField(member).getDeclaringClass().getName(), member, "")
                        ? null
                        : shown;
            } catch (NoSuchFieldException e) {
                return "no field " + shown;
            }
        }
        if (member.equals("<init>")) {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (Type.getConstructorDescriptor(constructor).equals(descriptor)) {
                    return allows(className, "new", parameters(constructor.getParameterTypes()))
                            ? null
                            : shown;
                }
            }
            return "no constructor " + shown;
        }
        List<Method> methods = new ArrayList<>(List.of(type.getMethods()));
        if (type.isInterface()) {
            methods.addAll(List.of(Object.class.getMethods()));
        }
        boolean exists = false;
        for (Method method : methods) {
            if (method.getName().equals(member)
                    && Type.getMethodDescriptor(method).equals(descriptor)) {
                exists = true;
                Class<?> declaring = method.getDeclaringClass();
                String named =
                        Modifier.isPublic(declaring.getModifiers())
                                ? declaring.getName()
                                : className;
                if (allows(named, member, parameters(method.getParameterTypes()))) {
                    return null;
                }
            }
        }
        return exists ? shown : "no public method " + shown;
    }

    static String parameters(Class<?>[] types) {
        List<String> names = new ArrayList<>();
        for (Class<?> type : types) {
            names.add(type.getTypeName().replaceFirst(".*[.$]", ""));
        }
        return "(" + String.join(",", names) + ")";
    }

    /** {class} or {class, member, descriptor} for every such entry of the constant pool. */
    private static List<String[]> references(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        in.readLong();
        int count = in.readUnsignedShort();
        String[] texts = new String[count];
        int[][] pairs = new int[count][];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 3, 4 -> in.readInt();
                case 5, 6 -> {
                    in.readLong();
                    i++;
                }
                case 7, 8, 16, 19, 20 -> pairs[i] = new int[] {tag, in.readUnsignedShort()};
                case 9, 10, 11, 12, 17, 18 ->
                        pairs[i] = new int[] {tag, in.readUnsignedShort(), in.readUnsignedShort()};
                case 15 ->
                        pairs[i] = new int[] {tag, in.readUnsignedByte(), in.readUnsignedShort()};
                default -> throw new IOException("constant of kind " + tag);
            }
        }
        List<String[]> references = new ArrayList<>();
        for (int[] pair : pairs) {
            if (pair != null && pair[0] == 7) {
                references.add(new String[] {texts[pair[1]]});
            } else if (pair != null && pair[0] >= 9 && pair[0] <= 11) {
                int[] name = pairs[pair[2]];
                references.add(
                        new String[] {texts[pairs[pair[1]][1]], texts[name[1]], texts[name[2]]});
            } else if (pair != null && pair[0] == 17) {
                references.add(new String[] {"a dynamic constant"});
            }
        }
        return references;
    }
}
