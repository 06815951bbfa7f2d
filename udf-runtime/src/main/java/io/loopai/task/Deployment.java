package io.loopai.task;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The whole desired state of one task: what runs for it from now on.
 *
 * <p>A receiver that has a higher or equal {@code revision} of the task ignores it, so messages may
 * repeat and overtake each other. A deployment without versions retires the task.
 *
 * @param task the task's id
 * @param revision grows with every change of the task
 * @param spec the task; null only when the task is retired
 * @param versions the live versions, at most three: one active, at most one canary, shadows
 * @param standby the version that takes over at once when the active one fails too often, or null;
 *     it is among {@code versions}, as a shadow with share 0 if it has no other part in the traffic
 * @param disagreement on which share of the requests the live versions give different answers, as
 *     estimated when the challenger came; null without a challenger or an estimate. With it, requests
 *     on which they differ are drawn for the oracle with one probability; it stays as it is for as
 *     long as the challenger does
 * @param regeneration the id of the newest {@link Regeneration} that has been dealt with, whatever
 *     came of it; null when there was none
 * @param publishedAt when the change was decided
 */
public record Deployment(
        String task,
        long revision,
        TaskSpec spec,
        List<LiveVersion> versions,
        Integer standby,
        Double disagreement,
        String regeneration,
        Instant publishedAt) {

    /** More live versions would multiply the cost of every record. */
    public static final int MAX_LIVE_VERSIONS = 3;

    /** Nobody decides as often; above it, nobody could decide anything any more. */
    public static final long MAX_REVISION = 1_000_000_000_000L;

    public Deployment {
        versions = versions == null ? List.of() : List.copyOf(versions);
    }

    /** A deployment without a challenger that is to be measured, and without a past. */
    public Deployment(
            String task,
            long revision,
            TaskSpec spec,
            List<LiveVersion> versions,
            Integer standby,
            Instant publishedAt) {
        this(task, revision, spec, versions, standby, null, null, publishedAt);
    }

    /** Whether the task is to be stopped. */
    public boolean isRetired() {
        return versions.isEmpty();
    }

    /**
     * Whether the version is carried only to stand by: compiled by every receiver, and run on no
     * request until the active version is quarantined.
     */
    public boolean onlyStandsBy(LiveVersion version) {
        return standby != null
                && standby == version.version()
                && version.stage() == Stage.SHADOW
                && version.share() == 0;
    }

    /** Whether the revision is one that counting from 1 can reach. */
    public boolean isCounted() {
        return revision >= 1 && revision <= MAX_REVISION;
    }

    /**
     * What makes this deployment unusable, if anything: the message names the field and the rule.
     * Sources are not looked at.
     */
    public Optional<String> problem() {
        if (task == null || !Ids.isTaskId(task)) {
            return Optional.of("task: '" + task + "' is no task id");
        }
        if (!isCounted()) {
            return Optional.of(
                    revision < 1
                            ? "revision: must be at least 1, but is " + revision
                            : "revision: must be at most " + MAX_REVISION + ", but is " + revision);
        }
        if (isRetired()) {
            return Optional.empty();
        }
        if (spec == null || !task.equals(spec.id())) {
            return Optional.of(
                    "spec: must describe the task '"
                            + task
                            + "', but "
                            + (spec == null ? "is missing" : "describes '" + spec.id() + "'"));
        }
        Optional<String> incomplete = specProblem();
        if (incomplete.isPresent()) {
            return incomplete;
        }
        if (versions.size() > MAX_LIVE_VERSIONS) {
            return Optional.of(
                    "versions: at most "
                            + MAX_LIVE_VERSIONS
                            + " may be live, but "
                            + versions.size()
                            + " are given");
        }
        return versionProblem();
    }

    private Optional<String> specProblem() {
        Map<String, Object> needed = new LinkedHashMap<>();
        needed.put("input_schema", spec.inputSchema());
        needed.put("output_schema", spec.outputSchema());
        needed.put("sampling", spec.sampling());
        needed.put("privacy", spec.privacy());
        needed.put("fallback", spec.fallback());
        if (spec.fallback() == Fallback.DEFAULT) {
            needed.put("default_output", spec.defaultOutput());
        }
        for (Map.Entry<String, Object> field : needed.entrySet()) {
            if (field.getValue() == null) {
                return Optional.of("spec: " + field.getKey() + " is missing");
            }
        }
        double rate = spec.sampling().rate();
        if (!(rate >= 0 && rate <= 1)) {
            return Optional.of("spec: sampling has rate " + rate + ", which is not in [0, 1]");
        }
        if (spec.sampling().policy() == null) {
            return Optional.of("spec: sampling has no policy");
        }
        if (disagreement != null && !(disagreement >= 0 && disagreement <= 1)) {
            return Optional.of("disagreement: must be in [0, 1], but is " + disagreement);
        }
        return Optional.empty();
    }

    private Optional<String> versionProblem() {
        Set<Integer> numbers = new HashSet<>();
        int active = 0;
        int canaries = 0;
        for (LiveVersion version : versions) {
            String name = "versions: v" + version.version();
            if (version.version() < 1 || !numbers.add(version.version())) {
                return Optional.of(name + " is not a positive number of its own");
            }
            if (version.stage() == null || !version.stage().isLive()) {
                return Optional.of(
                        name + " has stage " + version.stage() + ", which is not a live one");
            }
            if (!(version.share() >= 0 && version.share() <= 1)) {
                return Optional.of(
                        name + " has share " + version.share() + ", which is not in [0, 1]");
            }
            if (version.source() == null || version.compiler() == null) {
                return Optional.of(name + " has no source or no compiler");
            }
            if (!LiveVersion.hashOf(version.source()).equals(version.hash())) {
                return Optional.of(
                        name + " does not match its hash: the source was changed on its way");
            }
            LiveVersion.Audit audit = version.audit();
            if (audit != null
                    && !(audit.agreements() >= 0 && audit.agreements() <= audit.labels())) {
                return Optional.of(
                        name
                                + " has audit "
                                + audit.agreements()
                                + " agreements of "
                                + audit.labels()
                                + " labels, which cannot be");
            }
            if (audit != null
                    && audit.evenness() != null
                    && !(audit.evenness() >= 0 && audit.evenness() <= 1)) {
                return Optional.of(
                        name + " has evenness " + audit.evenness() + ", which is not in [0, 1]");
            }
            active += version.stage() == Stage.ACTIVE ? 1 : 0;
            canaries += version.stage() == Stage.CANARY ? 1 : 0;
        }
        if (active != 1 || canaries > 1) {
            return Optional.of(
                    "versions: one active version and at most one canary are needed, but "
                            + active
                            + " active and "
                            + canaries
                            + " canary versions are given");
        }
        return standbyProblem();
    }

    private Optional<String> standbyProblem() {
        if (standby == null) {
            return Optional.empty();
        }
        for (LiveVersion version : versions) {
            if (version.version() == standby) {
                return version.stage() == Stage.ACTIVE
                        ? Optional.of(
                                "standby: v"
                                        + standby
                                        + " is the active version; name another one to take over"
                                        + " from it, or none")
                        : Optional.empty();
            }
        }
        return Optional.of(
                "standby: v" + standby + " is not among the versions that the deployment carries");
    }
}
