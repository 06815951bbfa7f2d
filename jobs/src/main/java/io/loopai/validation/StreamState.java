package io.loopai.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.loopai.decision.AnswerWatch;
import io.loopai.decision.KnownNames;
import io.loopai.task.Event;
import io.loopai.task.ListedAnswers;
import io.loopai.task.TaskSpec;
import io.loopai.task.Traffic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a task's stream shows of itself, without being compared with an oracle: the shares of the active
 * version's answers on all requests, the fields of the inputs, and the labels that there have been.
 *
 * <p>Of labels and answers those alone are known by their names that the task lists. A task that lists
 * none is watched for fields only.
 *
 * @param version the active version, whose answers are watched
 * @param listed the answers that the task lists
 * @param answers null where the task lists none
 * @param windowBegan when the answers began that are compared with the first
 * @param fields of the inputs
 * @param labels right answers; those that the task does not list have the empty name
 * @param strangeTold whether it was said that inputs have a field that the task does not name
 */
record StreamState(
        int version,
        Set<String> listed,
        AnswerWatch answers,
        Instant windowBegan,
        KnownNames fields,
        KnownNames labels,
        boolean strangeTold) {

    /** Inputs without a field before it is said to be unseen. */
    static final long FEWEST_INPUTS = 1_000;

    /** Labels before one is said to be unseen. */
    static final long FEWEST_LABELS = 100;

    /** Beside the answers that a task lists: none, and none in time or by mistake. */
    private static final int OTHERS = 2;

    private static final String ABSTAINED = "no answer";
    private static final String FAILED = "failures";
    private static final String UNLISTED = "";

    /** Names of another form may be values, and are not told. */
    private static final String TOLD = "[A-Za-z_][A-Za-z0-9_.-]{0,49}";

    /** Before the first record; the labels of examples are known. */
    static StreamState start(TaskSpec task, int version) {
        Map<String, Long> examples = new HashMap<>();
        Set<String> listed = ListedAnswers.of(task.outputSchema());
        // Twice, since an example is no label that came by chance.
        task.examples().forEach(each -> examples.put(name(listed, each.output()), 2L));
        return new StreamState(
                version,
                listed,
                watch(listed),
                null,
                KnownNames.of(FEWEST_INPUTS),
                KnownNames.of(FEWEST_LABELS).plus(examples, task.examples().size()),
                false);
    }

    /**
     * Something that the version does not know.
     *
     * @param message in words
     * @param since when the stream changed; null when it only has something more
     * @param isWanted whether programs are to know it
     */
    record Finding(Event.Kind kind, String message, Instant since, boolean isWanted) {}

    /** The next state, and what has shown in it. */
    record Step(StreamState next, List<Finding> findings) {}

    /** The same, while it is about this version and the task lists what it listed. */
    StreamState with(TaskSpec task, int active) {
        Set<String> now = ListedAnswers.of(task.outputSchema());
        return active == version && now.equals(listed)
                ? this
                : new StreamState(active, now, watch(now), null, fields, labels, strangeTold);
    }

    /** The stream has changed: what comes from now on is compared with what comes next. */
    StreamState restarted() {
        return new StreamState(version, listed, watch(listed), null, fields, labels, strangeTold);
    }

    /** After more requests. */
    Step plus(Traffic traffic, TaskSpec task) {
        List<Finding> findings = new ArrayList<>();
        // Programs are told of the fields that the schema names; others may come and go.
        Map<Boolean, Set<String>> unseen =
                fields.unseen(traffic.fields().keySet()).stream()
                        .collect(
                                Collectors.partitioningBy(
                                        task.inputSchema().path("properties")::has,
                                        Collectors.toCollection(TreeSet::new)));
        Set<String> named = unseen.get(true);
        Set<String> strange = unseen.get(false);
        if (!named.isEmpty()) {
            findings.add(new Finding(Event.Kind.UNSEEN_FIELD, unseenFields(named), null, true));
        }
        boolean tellsStrange = !strange.isEmpty() && !strangeTold;
        if (tellsStrange) {
            String message =
                    unseenFields(strange)
                            + "; the input schema does not name it: if programs are to use it, add"
                            + " it there";
            findings.add(new Finding(Event.Kind.UNSEEN_FIELD, message, null, false));
        }
        long inputs = traffic.versions().stream().mapToLong(Traffic.OfVersion::served).sum();
        StreamState next =
                new StreamState(
                        version,
                        listed,
                        answers,
                        windowBegan,
                        fields.plus(traffic.fields(), inputs),
                        labels,
                        strangeTold || tellsStrange);
        Optional<Traffic.OfVersion> active =
                traffic.versions().stream().filter(of -> of.version() == version).findFirst();
        return answers == null || active.isEmpty()
                ? new Step(next, findings)
                : next.plus(active.get(), traffic.until(), findings);
    }

    private Step plus(Traffic.OfVersion of, Instant until, List<Finding> findings) {
        Map<String, Long> counts = new HashMap<>(of.labels());
        counts.merge(ABSTAINED, of.abstained(), Long::sum);
        counts.merge(FAILED, of.errors() + of.timeouts(), Long::sum);
        counts.values().removeIf(count -> count == 0);
        AnswerWatch more = answers.plus(counts);
        if (more.alarm()) {
            findings.add(new Finding(Event.Kind.LABEL_SHIFT, shift(more), windowBegan, true));
            return new Step(restarted(), findings);
        }
        // A window begins where the one before it, or the first answers, have ended.
        boolean begins = more.isFull() || more.latest().isEmpty();
        return new Step(
                new StreamState(
                        version,
                        listed,
                        more,
                        begins ? until : windowBegan,
                        fields,
                        labels,
                        strangeTold),
                findings);
    }

    /** After one more right answer, or one in the place of another, which has been counted. */
    Step plus(JsonNode label, boolean corrects) {
        if (listed.isEmpty()) {
            return new Step(this, List.of());
        }
        String name = name(listed, label);
        List<Finding> findings =
                labels.unseen(Set.of(name)).stream()
                        .map(
                                each ->
                                        new Finding(
                                                Event.Kind.UNSEEN_LABEL,
                                                unseenLabel(each),
                                                null,
                                                true))
                        .toList();
        return new Step(
                new StreamState(
                        version,
                        listed,
                        answers,
                        windowBegan,
                        fields,
                        labels.plus(Map.of(name, 1L), corrects ? 0 : 1),
                        strangeTold),
                findings);
    }

    private String shift(AnswerWatch watch) {
        String grown = watch.grown();
        return String.format(
                Locale.ROOT,
                "%.1f%% of the answers of v%d are others than at the beginning: %s are %.1f%% of the"
                        + " latest %d, and were %.1f%% of the first %d",
                100 * watch.distance(),
                version,
                grown.equals(ABSTAINED) || grown.equals(FAILED) ? grown : "'" + grown + "'",
                100 * share(watch.latest(), grown),
                sum(watch.latest()),
                100 * share(watch.first(), grown),
                sum(watch.first()));
    }

    private String unseenFields(Set<String> unseen) {
        String names =
                unseen.stream()
                        .map(
                                name ->
                                        name.matches(TOLD)
                                                ? "'" + name + "'"
                                                : "one of an unusual name")
                        .distinct()
                        .collect(Collectors.joining(", "));
        return "inputs have a field that none of the %d before had: %s"
                .formatted(fields.records(), names);
    }

    private String unseenLabel(String name) {
        return name.equals(UNLISTED)
                ? "an answer is right that the output schema does not list, unlike the %d before: if it is one, add it to the schema"
                        .formatted(labels.records())
                : "'%s' is right, and was among none of the %d labels before"
                        .formatted(name, labels.records());
    }

    private static AnswerWatch watch(Set<String> listed) {
        return listed.isEmpty() ? null : AnswerWatch.of(listed.size() + OTHERS);
    }

    private static String name(Set<String> listed, JsonNode label) {
        return label.isValueNode() && listed.contains(label.asText()) ? label.asText() : UNLISTED;
    }

    private static double share(Map<String, Long> counts, String name) {
        return counts.getOrDefault(name, 0L) / (double) sum(counts);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
