package io.loopai.sandbox;

import io.loopai.program.Program;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.Type;

/**
 * Which class of the JDK or the program API declares the member that a program names: {@code
 * ArrayList.parallelStream()} is really {@code Collection}'s, and it is that class the allowlist
 * speaks of.
 */
final class Library {

    /** Bounded by what these classes declare: a member that does not exist is not remembered. */
    private static final Map<String, Class<?>> KNOWN = new ConcurrentHashMap<>();

    private Library() {}

    /**
     * The class that declares the member, or null.
     *
     * @param className where the search starts
     * @param name of a field, a method, or {@code <init>}
     * @param descriptor of a method; anything else stands for a field
     */
    static Class<?> declaring(String className, String name, String descriptor) {
        if (!className.startsWith("java.") && !className.startsWith("io.loopai.program.")) {
            return null;
        }
        String key = className + '.' + name + descriptor;
        Class<?> known = KNOWN.get(key);
        if (known == null) {
            try {
                Class<?> start = Class.forName(className, false, Program.class.getClassLoader());
                known = search(start, name, descriptor);
            } catch (ClassNotFoundException e) {
                return null;
            }
            if (known != null) {
                KNOWN.put(key, known);
            }
        }
        return known;
    }

    private static Class<?> search(Class<?> start, String name, String descriptor) {
        for (Class<?> type = start; type != null; type = type.getSuperclass()) {
            if (declares(type, name, descriptor)) {
                // StringBuilder gets much from a class that is not public and so not named
                // anywhere.
                return Modifier.isPublic(type.getModifiers()) ? type : start;
            }
        }
        for (Class<?> type = start; type != null; type = type.getSuperclass()) {
            for (Class<?> parent : type.getInterfaces()) {
                Class<?> found = search(parent, name, descriptor);
                if (found != null) {
                    return found;
                }
            }
        }
        // Every interface has Object's methods.
        return start.isInterface() && declares(Object.class, name, descriptor)
                ? Object.class
                : null;
    }

    private static boolean declares(Class<?> type, String name, String descriptor) {
        if (name.equals("<init>")) {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (Type.getConstructorDescriptor(constructor).equals(descriptor)) {
                    return true;
                }
            }
            return false;
        }
        if (!descriptor.startsWith("(")) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return true;
                }
            }
            return false;
        }
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)
                    && Type.getMethodDescriptor(method).equals(descriptor)) {
                return true;
            }
        }
        return false;
    }
}
