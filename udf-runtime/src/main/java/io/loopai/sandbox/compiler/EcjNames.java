package io.loopai.sandbox.compiler;

import io.loopai.program.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.eclipse.jdt.core.compiler.CharOperation;
import org.eclipse.jdt.internal.compiler.classfmt.ClassFileReader;
import org.eclipse.jdt.internal.compiler.classfmt.ClassFormatException;
import org.eclipse.jdt.internal.compiler.env.INameEnvironment;
import org.eclipse.jdt.internal.compiler.env.NameEnvironmentAnswer;

/**
 * What one source can name: of java.base and the program API, the classes that programs may use.
 *
 * <p>The compiler itself also meets classes that programs may not use, in the signatures of those
 * that they may, and gets them; what it then lets through, the verifier refuses.
 */
final class EcjNames implements INameEnvironment {

    private static final Set<String> PACKAGES = packages();

    /** Parsed class files of the JDK and the program API, the same for every source. */
    private static final Map<String, ClassFileReader> READ = new ConcurrentHashMap<>();

    private final UnaryOperator<String> refusal;

    /** Classes that the source named and may not use, by what it may have called them. */
    private final Map<String, String> withheld = new HashMap<>();

    EcjNames(UnaryOperator<String> refusal) {
        this.refusal = refusal;
    }

    /** Asked for what class files refer to. */
    @Override
    public NameEnvironmentAnswer findType(char[][] name) {
        return find(CharOperation.toString(name));
    }

    /** Asked for what the source names. */
    @Override
    public NameEnvironmentAnswer findType(char[] name, char[][] pkg) {
        String className = CharOperation.toString(CharOperation.arrayConcat(pkg, name));
        if (refusal.apply(className) == null) {
            return find(className);
        }
        withhold(className);
        return null;
    }

    @Override
    public boolean isPackage(char[][] parent, char[] name) {
        return PACKAGES.contains(CharOperation.toString(CharOperation.arrayConcat(parent, name)));
    }

    @Override
    public void cleanup() {}

    /** Remembers that the source wanted a class which the JDK has, but not for programs. */
    void withhold(String className) {
        if (exists(className)) {
            withheld.putIfAbsent(className, className);
            withheld.putIfAbsent(simpleName(className), className);
        }
    }

    /** What to say of a name that the source cannot use; null when the compiler says it best. */
    String advice(String name) {
        String className = withheld.get(name);
        if (className == null && name.indexOf('.') < 0) {
            className = inAnyPackage(name);
        }
        if (className == null) {
            return null;
        }
        String refused = refusal.apply(className);
        return refused == null
                ? name + " cannot be resolved: add import " + className
                : className + " is not allowed: " + refused;
    }

    /** Why programs may not import a class, or a member of one, that has this name. */
    String importAdvice(String name) {
        String ofClass = refusal.apply(name.substring(0, Math.max(0, name.lastIndexOf('.'))));
        return name + " is not allowed: " + (exists(name) ? refusal.apply(name) : ofClass);
    }

    /** The class that a source without its import may mean: one that it may use, if there is. */
    private String inAnyPackage(String simpleName) {
        String refused = null;
        for (String pkg : PACKAGES) {
            String className = pkg + "." + simpleName;
            if (find(className) != null) {
                if (refusal.apply(className) == null) {
                    return className;
                }
                refused = refused == null ? className : refused;
            }
        }
        return refused;
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** Whether the JDK has the class, be it in a module that programs cannot see. */
    private static boolean exists(String className) {
        return className.startsWith("java")
                && ClassLoader.getPlatformClassLoader()
                                .getResource(className.replace('.', '/') + ".class")
                        != null;
    }

    private static NameEnvironmentAnswer find(String name) {
        int dot = name.lastIndexOf('.');
        // Most questions are about names that are no classes: do not go and look for those.
        if (dot < 0 || !PACKAGES.contains(name.substring(0, dot))) {
            return null;
        }
        ClassFileReader known = READ.computeIfAbsent(name, EcjNames::read);
        return known == null ? null : new NameEnvironmentAnswer(known, null);
    }

    private static ClassFileReader read(String name) {
        String resource = name.replace('.', '/') + ".class";
        Class<?> anchor = name.startsWith("java.") ? Object.class : Program.class;
        try (InputStream in = anchor.getResourceAsStream("/" + resource)) {
            return in == null
                    ? null
                    : new ClassFileReader(in.readAllBytes(), resource.toCharArray(), true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        } catch (ClassFormatException e) {
            throw new IllegalStateException("cannot parse " + resource, e);
        }
    }

    private static Set<String> packages() {
        Set<String> all = new TreeSet<>(List.of("io.loopai.program", "io.loopai.program.text"));
        Object.class.getModule().getPackages().stream()
                .filter(name -> name.startsWith("java."))
                .forEach(all::add);
        for (String name : List.copyOf(all)) {
            for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
                all.add(name.substring(0, dot));
            }
        }
        return all;
    }
}
