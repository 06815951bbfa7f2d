package io.loopai.service.loop;

import io.loopai.decision.Guards;
import io.loopai.decision.VersionHealth;
import io.loopai.service.decisions.Deployments;
import io.loopai.service.decisions.NoSuchTaskException;
import io.loopai.store.ArtifactException;
import io.loopai.store.Decision;
import io.loopai.store.TaskState;
import io.loopai.task.Event;
import io.loopai.task.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confirms, or takes back, what an engine does by itself when a version fails too often on its share of
 * the requests.
 *
 * <p>A challenger that fails so often leaves, and its rollout ends. The active version leaves if it
 * fails as often over all requests under the deployment: the standby becomes active. Otherwise what
 * fails is in the requests of one engine, and after a while all engines are told to use the version
 * again. A take-back costs that engine up to 200 failed requests, so there is at most one in that while.
 *
 * <p>An active version that fails and that nobody can replace goes on answering. While it fails as often
 * over all requests, people are told: no other version was good and is still meant to answer, and to
 * choose among those that were not is theirs.
 *
 * <p>What waits is lost with the process. Engines that live on then stay with what they did until
 * the next deployment, and those that start anew tell again.
 */
final class Quarantines {

    private static final Logger LOG = LoggerFactory.getLogger(Quarantines.class);

    private final Deployments deployments;
    private final RolloutSteps steps;
    private final TrafficBook traffic;
    private final Duration settle;
    private final Duration dwell;
    private final Map<String, Told> waiting = new HashMap<>();

    /** By task, what an engine said last of an active version that nobody can replace. */
    private final Map<String, Event> failing = new HashMap<>();

    /** What an engine said first, and when it came here. */
    private record Told(Event event, Instant at) {}

    /**
     * @param settle how long to wait for what the other engines saw until then
     * @param dwell how long a version stays out where it failed
     */
    Quarantines(
            Deployments deployments,
            RolloutSteps steps,
            TrafficBook traffic,
            Duration settle,
            Duration dwell) {
        this.deployments = deployments;
        this.steps = steps;
        this.traffic = traffic;
        this.settle = settle;
        this.dwell = dwell;
    }

    /** An engine tells what happened; most of it is of no concern here. */
    synchronized void add(Event event, Instant now) {
        boolean concerns =
                (event.kind() == Event.Kind.VERSION_QUARANTINED
                                || event.kind() == Event.Kind.VERSION_FAILING)
                        && event.revision() != null
                        && event.version() != null;
        if (concerns) {
            waiting.merge(
                    event.task() + ":v" + event.version(),
                    new Told(event, now),
                    (old, next) -> old.event().revision() < next.event().revision() ? next : old);
        }
        if (concerns && event.kind() == Event.Kind.VERSION_FAILING) {
            failing.merge(
                    event.task(),
                    event,
                    (old, next) -> old.revision() < next.revision() ? next : old);
        }
    }

    /**
     * What people have to know of the active version; null for nothing. Seen by its requests, for engines
     * tell once, and perhaps told a service that has ended since.
     */
    synchronized String failing(String task) {
        TaskState state = deployments.state(task);
        if (state.active().isEmpty() || state.standby().isPresent()) {
            return null;
        }
        int version = state.active().get().version();
        long revision = state.deployment().revision();
        VersionHealth health = traffic.health(task, revision, version, Map.of());
        if (!Guards.failsTooOften(health)) {
            return null;
        }
        Event told = failing.get(task);
        boolean isOfThis = told != null && told.revision() == revision;
        return "v%d fails and goes on answering, for no version stands by: %d of all %d requests failed%s; activate another version, or ask for a better one"
                .formatted(
                        version,
                        health.errors() + health.timeouts(),
                        health.calls(),
                        isOfThis ? ", most often with '" + told.reason() + "'" : "");
    }

    /** Decides what can be decided by now. */
    synchronized void look(Instant now) {
        Iterator<Map.Entry<String, Told>> all = waiting.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Told> told = all.next();
            try {
                if (isSettled(told.getValue(), now)) {
                    all.remove();
                }
            } catch (NoSuchTaskException | ArtifactException e) {
                LOG.warn("{} is left to the engines: {}", told.getKey(), e.getMessage());
                all.remove();
            } catch (RuntimeException e) {
                LOG.warn("{} stays in quarantine: {}", told.getKey(), e.getMessage(), e);
            }
        }
    }

    private boolean isSettled(Told told, Instant now) {
        Event event = told.event();
        TaskState state = deployments.state(event.task());
        Stage stage = state.stageOf(event.version());
        if (state.deployment().revision() != event.revision() || stage == null || !stage.isLive()) {
            return true; // engines have begun afresh since then
        }
        if (event.kind() == Event.Kind.VERSION_FAILING) {
            return isTold(told, stage, now);
        }
        if (stage != Stage.ACTIVE) {
            confirm(event, event.failures(), "its last " + event.calls(), now);
            return true;
        }
        if (now.isBefore(told.at().plus(settle))) {
            return false;
        }
        VersionHealth health =
                traffic.health(event.task(), event.revision(), event.version(), Map.of());
        long failures = health.errors() + health.timeouts();
        if (Guards.failsTooOften(health)) {
            confirm(event, failures, "all " + health.calls(), now);
            return true;
        }
        if (now.isBefore(told.at().plus(dwell))) {
            return false;
        }
        String reason =
                String.format(
                        "v%d gets all its requests back: subtask %s took them from it, but over all"
                                + " it failed only %d of %d",
                        event.version(), event.subtask(), failures, health.calls());
        LOG.info("Task '{}': {}", event.task(), reason);
        deployments.decide(event.task(), reason, Decision::confirm, (handle, deployment) -> {});
        return true;
    }

    private boolean isTold(Told told, Stage stage, Instant now) {
        Event event = told.event();
        if (stage != Stage.ACTIVE) {
            return true; // it stands in for the active one, of which the engine has told, too
        }
        if (now.isBefore(told.at().plus(settle))) {
            return false;
        }
        String message = failing(event.task());
        if (message == null) {
            return false; // not over all requests, so far
        }
        LOG.warn("Task '{}': {}", event.task(), message);
        return true;
    }

    private void confirm(Event event, long failures, String of, Instant now) {
        String reason =
                "v%d is quarantined: it failed %d of %s requests, most often with '%s'"
                        .formatted(event.version(), failures, of, event.reason());
        LOG.info("Task '{}': {}", event.task(), reason);
        steps.quarantine(event.task(), event.version(), reason, now);
    }
}
