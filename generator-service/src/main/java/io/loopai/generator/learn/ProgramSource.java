package io.loopai.generator.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the Java source of a learned program, for people to read and for the sandbox to compile. */
final class ProgramSource {

    /** What stands before the first model. */
    static final String MODEL_BEGINS = "\n    // The words that speak most for each answer";

    /** What stands behind the last model. */
    static final String ANSWER_BEGINS = "\n    public Answer answer(Input in) {\n";

    private static final int MOST_LABELS_SHOWN = 40;

    private final String className;
    private final FieldPlan plan;
    private final OutputPlan outputs;
    private final List<Written> written;
    private final List<Pool> pools;
    private final double threshold;
    private final List<LearnedModel> models = new ArrayList<>();
    private final List<List<StrongWords>> words = new ArrayList<>();

    ProgramSource(
            String task,
            FieldPlan plan,
            OutputPlan outputs,
            List<Written> written,
            List<Pool> pools,
            double threshold) {
        this.className = className(task);
        this.plan = plan;
        this.outputs = outputs;
        this.written = written;
        this.pools = pools;
        this.threshold = threshold;
    }

    private static String className(String task) {
        StringBuilder name = new StringBuilder();
        for (String part : task.split("[^A-Za-z0-9]+")) {
            if (!part.isEmpty()) {
                name.append(part.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(part.substring(1));
            }
        }
        boolean starts = name.length() > 0 && Character.isJavaIdentifierStart(name.charAt(0));
        return (starts ? "" : "Task") + name + "Program";
    }

    /** Adds the model of the next target, and what speaks most for each label. */
    void add(LearnedModel model, List<StrongWords> strongWords) {
        models.add(model);
        words.add(strongWords);
    }

    String text(int rows, String features) {
        StringBuilder text = new StringBuilder();
        text.append("import io.loopai.program.*;\nimport io.loopai.program.text.*;\n");
        WrittenPrograms inner = new WrittenPrograms(written);
        text.append(inner.imports()).append('\n');
        text.append("/**\n * Learned from ").append(rows).append(" labelled rows: ");
        text.append("a linear model over\n * ").append(features);
        text.append(
                written.isEmpty()
                        ? ".\n"
                        : ",\n * weighed against the answers of written programs.\n");
        text.append(" */\n");
        text.append("public final class ").append(className).append(" implements Program {\n");
        for (int i = 0; i < models.size(); i++) {
            model(i, text);
        }
        text.append(ANSWER_BEGINS);
        inner.calls(text);
        for (int i = 0; i < models.size(); i++) {
            if (plan.isOneText()) {
                text.append("        Scores ").append(learned(i)).append(" = ").append(model(i));
                text.append(".score(in.text(").append(literal(plan.fields().get(0).name()));
                text.append("));\n");
            } else {
                evidence(i, text);
            }
            if (!pools.isEmpty()) {
                pool(i, text);
            }
        }
        answer(text);
        text.append("    }\n").append(inner.classes()).append("}\n");
        return text.toString();
    }

    private String model(int index) {
        return models.size() == 1 ? "MODEL" : "MODEL_" + (index + 1);
    }

    private String scores(int index) {
        return models.size() == 1 ? "scores" : "scores" + (index + 1);
    }

    /** What the model says before programs have their say. */
    private String learned(int index) {
        return pools.isEmpty() ? scores(index) : "learned" + (models.size() == 1 ? "" : index + 1);
    }

    private void model(int index, StringBuilder text) {
        OutputPlan.Target target = outputs.targets().get(index);
        text.append(MODEL_BEGINS);
        boolean kinds = words.get(index).stream().anyMatch(each -> !each.kinds().isEmpty());
        text.append(kinds ? ", and (what words name)" : "");
        text.append(
                target.field() == null
                        ? ":\n"
                        : " of the field " + plainText(target.field()) + ":\n");
        for (int i = 0; i < Math.min(target.labels().size(), MOST_LABELS_SHOWN); i++) {
            text.append("    //   ").append(plainText(name(target.labels().get(i)))).append(": ");
            text.append(plainText(words.get(index).get(i).line())).append('\n');
        }
        text.append("    private static final LinearModel ").append(model(index)).append(" =\n");
        text.append("            LinearModel.of(");
        text.append(
                labels(target).stream()
                        .map(ProgramSource::literal)
                        .collect(Collectors.joining(", ")));
        text.append(")\n");
        text.append(models.get(index).builderCalls().indent(20).stripTrailing()).append(";\n");
    }

    /** A model tells at least two apart. */
    private static List<String> labels(OutputPlan.Target target) {
        List<String> labels =
                new ArrayList<>(target.labels().stream().map(ProgramSource::name).toList());
        if (labels.size() == 1) {
            labels.add(labels.get(0) + " not");
        }
        return labels;
    }

    private static String name(JsonNode label) {
        return label.isTextual() ? label.textValue() : label.toString();
    }

    private void evidence(int index, StringBuilder text) {
        String evidence = models.size() == 1 ? "evidence" : "evidence" + (index + 1);
        text.append("        LinearModel.Evidence ").append(evidence).append(" = ");
        text.append(model(index)).append(".evidence();\n");
        text.append(new FieldSource(plan).statements(evidence));
        text.append("        Scores ").append(learned(index)).append(" = ");
        text.append(evidence).append(".scores();\n");
    }

    private void pool(int index, StringBuilder text) {
        OutputPlan.Target target = outputs.targets().get(index);
        Pool pool = pools.get(index);
        text.append("        Scores ").append(scores(index)).append(" =\n");
        text.append("                ScorePool.of(").append(learned(index)).append(", ");
        text.append(number(pool.learned())).append(")\n");
        if (target.limits() != null) {
            text.append("                        .ranges(").append(list(target.limits()));
            text.append(")\n");
        }
        String field = target.field() == null ? "" : literal(target.field()) + ", ";
        for (int i = 0; i < written.size(); i++) {
            text.append("                        .vote(").append(WrittenPrograms.variable(i));
            text.append(", ").append(field).append(number(pool.worth()[i])).append(", ");
            text.append(number(pool.weight()[i])).append(")\n");
        }
        text.append("                        .shift(");
        text.append(
                Arrays.stream(pool.shift())
                        .mapToObj(ProgramSource::number)
                        .collect(Collectors.joining(", ")));
        text.append(")\n                        .scores();\n");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String list(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(", "));
    }

    private void answer(StringBuilder text) {
        String confidence = "scores.probability()";
        if (models.size() > 1) {
            StringBuilder product = new StringBuilder();
            for (int i = 0; i < models.size(); i++) {
                product.append(i == 0 ? "" : " * ").append(scores(i)).append(".probability()");
            }
            text.append("        double confidence = ").append(product).append(";\n");
            confidence = "confidence";
        }
        if (threshold > 0) {
            text.append("        if (").append(confidence).append(" < ").append(threshold);
            text.append(") {\n            return Answer.abstain();\n        }\n");
        }
        List<OutputPlan.Target> targets = outputs.targets();
        if (targets.get(0).field() == null) {
            text.append("        return Answer.of(").append(value(0)).append(", ");
            text.append(confidence).append(");\n");
            return;
        }
        text.append("        return Answer.object()");
        for (int i = 0; i < targets.size(); i++) {
            text.append("\n                .put(").append(literal(targets.get(i).field()));
            text.append(", ").append(value(i)).append(')');
        }
        text.append("\n                .confidence(").append(confidence).append(");\n");
    }

    private String value(int index) {
        JsonNode label = outputs.targets().get(index).labels().get(0);
        String best = scores(index) + ".best()";
        if (label.isBoolean()) {
            return best + ".equals(\"true\")";
        }
        return label.isNumber() ? "Double.parseDouble(" + best + ")" : best;
    }

    /** A text as a Java constant: JSON's escapes are Java's, but for what Java reads earlier. */
    static String literal(String text) {
        return new TextNode(text).toString().replace("\\/", "/");
    }

    /** For comments: nothing in it ends a line or begins an escape. */
    static String plainText(String text) {
        return text.replaceAll("[\\p{Cntrl}\\\\\u2028\u2029]", " ");
    }
}
