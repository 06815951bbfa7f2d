package io.loopai.generator.learn;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts programs that were written one by one into a program of which they become nested classes.
 *
 * <p>Imports are moved to the top. A program that cannot be moved so, because its imports contradict
 * another's for example, makes a source that does not compile, and is then not used.
 */
final class WrittenPrograms {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+[\\w.]+\\s*;");
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^\\s*import\\s+(?:static\\s+)?[\\w.*]+\\s*;");
    private static final Pattern CLASS =
            Pattern.compile(
                    "(?m)^(?:public\\s+|final\\s+)*class\\s+(\\w+)\\s+implements\\s+Program\\b");

    private final List<Written> programs;

    WrittenPrograms(List<Written> programs) {
        this.programs = programs;
    }

    /** The variable that holds the answer of a program. */
    static String variable(int index) {
        return "answer" + (index + 1);
    }

    private static String className(int index) {
        return "Written" + (index + 1);
    }

    String imports() {
        TreeSet<String> imports = new TreeSet<>();
        for (Written program : programs) {
            Matcher matcher = IMPORT.matcher(program.source());
            while (matcher.find()) {
                imports.add(matcher.group().strip());
            }
        }
        imports.remove("import io.loopai.program.*;");
        imports.remove("import io.loopai.program.text.*;");
        return imports.isEmpty() ? "" : String.join("\n", imports) + "\n";
    }

    /** Statements that run the programs; one that fails says nothing. */
    void calls(StringBuilder text) {
        for (int i = 0; i < programs.size(); i++) {
            text.append("        Answer ").append(variable(i)).append(" = answer(new ");
            text.append(className(i)).append("(), in);\n");
        }
    }

    String classes() {
        if (programs.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append(
                """

                    /** What a program answers, or null: one that fails says nothing. */
                    private static Answer answer(Program program, Input in) {
                        try {
                            return program.answer(in);
                        } catch (RuntimeException e) {
                            return null;
                        }
                    }
                """);
        for (int i = 0; i < programs.size(); i++) {
            text.append('\n').append(nested(programs.get(i).source(), i).indent(4));
        }
        return text.toString();
    }

    private static String nested(String source, int index) {
        String body = IMPORT.matcher(PACKAGE.matcher(source).replaceAll("")).replaceAll("");
        Matcher matcher = CLASS.matcher(body);
        if (!matcher.find()) {
            return body;
        }
        String name = matcher.group(1);
        String renamed = matcher.replaceFirst("static final class " + name + " implements Program");
        return renamed.replaceAll("\\b" + Pattern.quote(name) + "\\b", className(index)).strip();
    }
}
