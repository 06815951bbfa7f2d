package io.loopai.sandbox;

import io.loopai.sandbox.guest.Strings;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;

/**
 * Which method of {@link io.loopai.sandbox.guest} a program gets instead of one of the JDK's, as the
 * {@code swap} rules of {@link Allowlist} say.
 */
final class StandIns {

    private static final String GUESTS = Strings.class.getPackageName() + ".";
    private static final String STRING = "Ljava/lang/String;";

    private static final Type OBJECTS = Type.getType(Object[].class);

    private static final StandIn TO_STRING =
            new StandIn(
                    "io/loopai/sandbox/guest/Texts",
                    "toString",
                    "(Ljava/lang/Object;)" + STRING,
                    false);

    /**
     * Constructors of several arguments, none of which the charges can reach on the stack: a method
     * of Sizes makes one argument of them, for a constructor that takes it.
     */
    private static final Map<String, Collapsed> CONSTRUCTORS = constructors();

    private StandIns() {}

    /**
     * A static method of a guest.
     *
     * @param packed whether it takes all arguments in one array
     */
    record StandIn(String owner, String name, String descriptor, boolean packed) {}

    /** A method of Sizes, and the constructor that takes what it returns. */
    record Collapsed(String method, String descriptor, String constructor) {}

    /** The stand-in for a call, or null when the JDK's own method is called. */
    static StandIn of(String owner, String name, String descriptor) {
        if (owner.startsWith("[") || name.startsWith("<")) {
            return null;
        }
        Class<?> declaring = Library.declaring(Unit.dotted(owner), name, descriptor);
        if (declaring == null) {
            // A class of the program, which may have no toString of its own.
            return name.equals("toString") && descriptor.equals("()" + STRING) ? TO_STRING : null;
        }
        String guest =
                Allowlist.get().standIn(declaring.getName(), name, Verifier.parameters(descriptor));
        if (guest == null) {
            return null;
        }
        int dot = guest.indexOf('.');
        String className = GUESTS + (dot < 0 ? guest : guest.substring(0, dot));
        String method = dot < 0 ? name : guest.substring(dot + 1);
        return find(className, method, declaring, name, descriptor);
    }

    /** What replaces a constructor's arguments, or null. */
    static Collapsed ofConstructor(String owner, String descriptor) {
        return CONSTRUCTORS.get(owner + descriptor);
    }

    private static StandIn find(
            String guest, String method, Class<?> declaring, String name, String descriptor) {
        Type[] arguments = Type.getArgumentTypes(descriptor);
        try {
            StandIn packed = null;
            for (Method candidate : Class.forName(guest).getDeclaredMethods()) {
                if (!candidate.getName().equals(method)) {
                    continue;
                }
                Type[] parameters = Type.getArgumentTypes(candidate);
                StandIn standIn =
                        new StandIn(
                                guest.replace('.', '/'),
                                method,
                                Type.getMethodDescriptor(candidate),
                                false);
                if (Arrays.equals(parameters, arguments) && isStatic(declaring, name, descriptor)) {
                    return standIn;
                }
                boolean receives =
                        parameters.length == arguments.length + 1
                                && !isStatic(declaring, name, descriptor)
                                && candidate.getParameterTypes()[0].isAssignableFrom(declaring)
                                && Arrays.equals(
                                        Arrays.copyOfRange(parameters, 1, parameters.length),
                                        arguments);
                if (receives) {
                    return standIn;
                }
                if (parameters.length == 1
                        && parameters[0].equals(OBJECTS)
                        && Arrays.stream(arguments).allMatch(OBJECTS.getElementType()::equals)) {
                    packed = new StandIn(standIn.owner(), method, standIn.descriptor(), true);
                }
            }
            if (packed != null) {
                return packed;
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the allowlist names no guest " + guest, e);
        }
        throw new IllegalStateException(
                guest + " has no method " + method + " for " + declaring + "." + name + descriptor);
    }

    private static boolean isStatic(Class<?> declaring, String name, String descriptor) {
        for (Method method : declaring.getDeclaredMethods()) {
            if (method.getName().equals(name)
                    && Type.getMethodDescriptor(method).equals(descriptor)) {
                return Modifier.isStatic(method.getModifiers());
            }
        }
        return false;
    }

    private static Map<String, Collapsed> constructors() {
        Map<String, Collapsed> all = new HashMap<>();
        Collapsed capacity = new Collapsed("capacity", "(IF)I", "(I)V");
        for (String table : List.of("HashMap", "HashSet", "LinkedHashMap", "LinkedHashSet")) {
            all.put("java/util/" + table + "(IF)V", capacity);
        }
        all.put(
                "java/util/PriorityQueue(ILjava/util/Comparator;)V",
                new Collapsed(
                        "order",
                        "(ILjava/util/Comparator;)Ljava/util/Comparator;",
                        "(Ljava/util/Comparator;)V"));
        for (String arguments :
                new String[] {
                    "([CII)",
                    "([III)",
                    "([BLjava/nio/charset/Charset;)",
                    "([BIILjava/nio/charset/Charset;)"
                }) {
            all.put(
                    "java/lang/String" + arguments + "V",
                    new Collapsed("text", arguments + STRING, "(" + STRING + ")V"));
        }
        return all;
    }
}
