package io.loopai.generator.learn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the Java code that does what {@link FieldPlan#find} does. */
final class FieldSource {

    private final FieldPlan plan;

    FieldSource(FieldPlan plan) {
        this.plan = plan;
    }

    /**
     * Statements that add the fields of {@code in}.
     *
     * @param evidence the variable that takes them
     */
    String statements(String evidence) {
        StringBuilder text = new StringBuilder();
        for (FieldPlan.Field field : plan.fields()) {
            List<String> path = field.path();
            String holder = "in";
            StringBuilder condition = new StringBuilder();
            for (int i = 0; i < path.size(); i++) {
                String name = ProgramSource.literal(path.get(i));
                condition.append(i == 0 ? "" : " && ").append(holder);
                condition.append(".has(").append(name).append(')');
                if (i < path.size() - 1) {
                    holder += ".object(" + name + ")";
                }
            }
            String last = ProgramSource.literal(path.get(path.size() - 1));
            text.append("        if (").append(condition).append(") {\n");
            text.append(add(field, evidence, holder, last)).append("        }\n");
        }
        return text.toString();
    }

    private String add(FieldPlan.Field field, String evidence, String holder, String last) {
        String name = ProgramSource.literal(plan.isOneText() ? "" : field.name());
        String start = "            " + evidence;
        switch (field.kind()) {
            case TEXT:
                return start + ".text(" + name + ", " + holder + ".text(" + last + "));\n";
            case TEXTS:
                return "            for (String each : "
                        + holder
                        + ".texts("
                        + last
                        + ")) {\n    "
                        + start
                        + ".text("
                        + name
                        + ", each);\n            }\n";
            case CHOICE:
                return start + ".choice(" + name + ", " + holder + ".text(" + last + "));\n";
            case FLAG:
                return start + ".flag(" + name + ", " + holder + ".flag(" + last + "));\n";
            default:
                String thresholds =
                        Arrays.stream(field.thresholds())
                                .mapToObj(threshold -> ", " + threshold)
                                .collect(Collectors.joining());
                return start
                        + ".number("
                        + name
                        + ", "
                        + holder
                        + ".number("
                        + last
                        + ")"
                        + thresholds
                        + ");\n";
        }
    }
}
