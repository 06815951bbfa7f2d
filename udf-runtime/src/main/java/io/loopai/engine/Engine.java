package io.loopai.engine;

import io.loopai.decision.Drawn;
import io.loopai.engine.Outcome.Executed;
import io.loopai.engine.Outcome.Rejected;
import io.loopai.program.Input;
import io.loopai.sandbox.Budget;
import io.loopai.task.DeadLetter;
import io.loopai.task.Deployment;
import io.loopai.task.Event;
import io.loopai.task.Fallback;
import io.loopai.task.Json;
import io.loopai.task.LiveVersion;
import io.loopai.task.ProgramStatus;
import io.loopai.task.Stage;
import io.loopai.task.Traffic;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Answers records with the programs that are deployed.
 *
 * <pre>{@code
 * Engine engine = new Engine(EngineOptions.of("spam"), 0, Clock.systemUTC(), events::add);
 * engine.apply(deployment);
 * Outcome outcome = engine.execute(RawRecord.whole(bytes, "in.jsonl", 0));
 * }</pre>
 *
 * <p>Used by one thread at a time; a parallel caller has one engine for each of its threads. Keeps
 * compiled programs only: whoever restarts it applies the deployments again.
 *
 * <p><b>Quarantine.</b> When a version failed on more than 20% of its last 1,000 requests, of at least
 * 200, the engine stops giving it any: the standby of the deployment answers instead of the active
 * version, the active version instead of a canary, and a shadow just stops, since one that runs out
 * of its budget delays every record. A failure is an exception, an exhausted budget, or an answer
 * that cannot be used; abstaining is none. Requests that are rejected or that pin a version do not
 * count, nor does what an active version or a canary does beside another one. Without a standby an
 * active version goes on. Either is told once, as {@link Event.Kind#VERSION_QUARANTINED} or {@link
 * Event.Kind#VERSION_FAILING}.
 *
 * <p>Every engine decides for itself, on what it sees. A newer deployment starts afresh. Nothing of
 * this survives a restart: a restored engine gives the version another 200 requests, and then
 * decides again.
 */
public final class Engine {

    private final EngineOptions options;
    private final int subtask;
    private final int subtasks;
    private final Clock clock;
    private final Consumer<Event> events;
    private final Budget budget;
    private final RequestReader reader;
    private final LineWriter writer = new LineWriter();
    private final Map<String, TaskRuntime> tasks = new HashMap<>();
    private final Map<String, Long> revisions = new HashMap<>();
    private final List<Traffic> traffic = new ArrayList<>();

    /** The only one that there is. */
    public Engine(EngineOptions options, int subtask, Clock clock, Consumer<Event> events) {
        this(options, subtask, 1, clock, events);
    }

    /**
     * @param subtask named in events
     * @param subtasks how many there are; budgets of tasks are divided among them
     * @param clock dates executions, rejections and events
     * @param events told what happens to deployments, on the calling thread
     */
    public Engine(
            EngineOptions options, int subtask, int subtasks, Clock clock, Consumer<Event> events) {
        this.options = options;
        this.subtask = subtask;
        this.subtasks = subtasks;
        this.clock = clock;
        this.events = events;
        this.budget = options.budget();
        this.reader = new RequestReader(options.format());
    }

    /** What {@link #apply} did with a deployment. */
    public enum Applied {
        /** The task runs it from now on. */
        SWAPPED,
        /** Its revision is not newer than what the task runs. */
        STALE,
        /** It cannot be used; the task goes on with what it had. An event says why. */
        REFUSED
    }

    /**
     * Makes a deployment the one in force, as a whole and at once, if it is newer and all of its
     * versions compile. May be called with the same deployment any number of times.
     */
    public Applied apply(Deployment deployment) {
        Optional<String> problem = deployment.problem();
        if (problem.isPresent()) {
            return refuse(deployment, problem.get());
        }
        if (deployment.revision() <= revisions.getOrDefault(deployment.task(), 0L)) {
            return Applied.STALE;
        }
        TaskRuntime previous = tasks.get(deployment.task());
        if (deployment.isRetired()) {
            tasks.remove(deployment.task());
        } else {
            try {
                tasks.put(deployment.task(), TaskRuntime.compile(deployment, subtasks, previous));
            } catch (IllegalArgumentException e) {
                return refuse(deployment, e.getMessage());
            }
        }
        if (previous != null) {
            addTraffic(previous);
        }
        revisions.put(deployment.task(), deployment.revision());
        events.accept(event(Event.Kind.DEPLOYMENT_APPLIED, deployment, describe(deployment)));
        return Applied.SWAPPED;
    }

    /** Whether {@link #apply} could put the deployment in force if it were newer; changes nothing. */
    public boolean isUsable(Deployment deployment) {
        if (deployment.problem().isPresent()) {
            return false;
        }
        try {
            if (!deployment.isRetired()) {
                TaskRuntime.compile(deployment, subtasks, tasks.get(deployment.task()));
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Runs one record: whatever is wrong with it comes back as a dead letter, never as an exception. */
    public Outcome execute(RawRecord record) {
        ParsedRequest request = null;
        String taskId = options.defaultTask();
        try {
            request = reader.read(record);
            taskId = request.task() == null ? taskId : request.task();
            return run(request, task(taskId));
        } catch (RejectedRecordException e) {
            return new Rejected(deadLetter(record, request, taskId, e));
        }
    }

    /** What the versions did since this was last asked; nothing of tasks without requests. */
    public List<Traffic> takeTraffic() {
        tasks.values().forEach(this::addTraffic);
        List<Traffic> taken = List.copyOf(traffic);
        traffic.clear();
        return taken;
    }

    private void addTraffic(TaskRuntime task) {
        List<Traffic.OfVersion> versions = task.takeTraffic();
        if (!versions.isEmpty()) {
            traffic.add(
                    new Traffic(
                            task.spec().id(),
                            task.deployment().revision(),
                            subtask,
                            clock.instant(),
                            versions,
                            task.fields().take()));
        }
    }

    /** The tasks that are deployed. */
    public Collection<String> tasks() {
        return new TreeSet<>(tasks.keySet());
    }

    private TaskRuntime task(String id) throws RejectedRecordException {
        TaskRuntime task = id == null ? null : tasks.get(id);
        if (task == null) {
            String deployed =
                    tasks.isEmpty()
                            ? "no task is deployed"
                            : "deployed: " + String.join(", ", tasks());
            throw new RejectedRecordException(
                    DeadLetter.Reason.UNKNOWN_TASK,
                    (id == null
                                    ? "the request names no task, and the job has none by default; "
                                    : "task '" + id + "' is not deployed; ")
                            + deployed);
        }
        return task;
    }

    private Outcome run(ParsedRequest request, TaskRuntime task) throws RejectedRecordException {
        Optional<String> problem = task.inputCheck().problem(request.fields());
        if (problem.isPresent()) {
            throw new RejectedRecordException(
                    DeadLetter.Reason.SCHEMA_VIOLATION,
                    "the input does not satisfy the task's input schema: " + problem.get());
        }
        LiveProgram program = task.route(request);
        Input input = request.programInput();
        Answered answer = program.run(input, budget, task.outputCheck());
        Others others = runOthers(task, request, program, input, answer);
        long now = clock.millis();
        TaskSampling sampling = task.sampling();
        sampling.count(now);
        Drawn drawn = sampling.draw(request, program.version(), answer, others.differing(), now);
        LineWriter.Lines lines =
                writer.write(
                        request,
                        task.spec(),
                        answer,
                        drawn,
                        sampling.audit(),
                        others,
                        task.deployment().revision(),
                        now);
        noteFirstAnswer(task, program);
        if (request.version() == 0) {
            task.fields().add(request.fields().keySet());
            program.tally().addServed(answer);
            judge(task, program, answer);
        }
        return new Executed(
                task.spec().id(),
                program.number(),
                answer.status(),
                answer.nanos(),
                drawn != null,
                answer.status() == ProgramStatus.ABSTAINED
                        && task.spec().fallback() == Fallback.ORACLE,
                now,
                lines.result(),
                lines.execution());
    }

    /**
     * What the other live versions made of a request.
     *
     * @param differing answers that differ from what the caller gets
     * @param same versions that answered the same
     */
    record Others(List<Answered> differing, List<Integer> same) {
        static final Others NONE = new Others(List.of(), List.of());
    }

    private Others runOthers(
            TaskRuntime task,
            ParsedRequest request,
            LiveProgram answering,
            Input input,
            Answered answer) {
        if (task.running().size() == 1 && task.running().get(0) == answering) {
            return Others.NONE;
        }
        Others others = new Others(new ArrayList<>(), new ArrayList<>());
        for (LiveProgram program : task.running()) {
            if (program != answering && task.runsBeside(program, request.id())) {
                Answered other = program.run(input, budget, task.outputCheck());
                boolean differs = !other.sameAs(answer);
                if (request.version() == 0) {
                    program.tally().addBeside(other, differs);
                }
                if (task.isShadow(program)) {
                    judge(task, program, other);
                }
                if (differs) {
                    others.differing().add(other);
                } else {
                    others.same().add(program.number());
                }
            }
        }
        return others;
    }

    private void judge(TaskRuntime task, LiveProgram program, Answered answer) {
        boolean shadow = task.isShadow(program);
        LiveProgram before = task.champion();
        TaskRuntime.Verdict verdict = task.judge(program, answer);
        if (verdict == null) {
            return;
        }
        RecentCalls calls = program.recentCalls();
        boolean quarantined = verdict == TaskRuntime.Verdict.QUARANTINED;
        LiveProgram champion = task.champion();
        String consequence = "no version stands by, so it goes on answering";
        if (quarantined && shadow) {
            consequence = "it runs in shadow no more";
        } else if (quarantined) {
            boolean active = champion.version().stage() == Stage.ACTIVE;
            consequence =
                    "v%d, the %s, answers from here on"
                            .formatted(champion.number(), active ? "active version" : "standby");
        }
        events.accept(
                new Event(
                        quarantined ? Event.Kind.VERSION_QUARANTINED : Event.Kind.VERSION_FAILING,
                        task.spec().id(),
                        task.deployment().revision(),
                        program.number(),
                        champion == before ? null : champion.number(),
                        calls.calls(),
                        calls.failures(),
                        calls.reason(),
                        subtask,
                        "v%d failed %d of its last %d requests, most often with '%s'; %s"
                                .formatted(
                                        program.number(),
                                        calls.failures(),
                                        calls.calls(),
                                        calls.reason(),
                                        consequence),
                        clock.instant()));
    }

    private void noteFirstAnswer(TaskRuntime task, LiveProgram program) {
        if (program.answersFirst()) {
            events.accept(
                    new Event(
                            Event.Kind.VERSION_ANSWERED_FIRST,
                            task.spec().id(),
                            task.deployment().revision(),
                            program.number(),
                            subtask,
                            "v" + program.number() + " answered its first request",
                            clock.instant()));
        }
    }

    /** Leaves a deployment alone that the caller has reason not to use; an event says why. */
    public Applied refuse(Deployment deployment, String reason) {
        TaskRuntime kept = tasks.get(deployment.task());
        String going = kept == null ? "nothing runs" : describe(kept.deployment()) + " goes on";
        events.accept(
                event(Event.Kind.DEPLOYMENT_REFUSED, deployment, reason + " (" + going + ")"));
        return Applied.REFUSED;
    }

    private Event event(Event.Kind kind, Deployment deployment, String message) {
        return new Event(
                kind,
                deployment.task(),
                deployment.revision(),
                null,
                subtask,
                message,
                clock.instant());
    }

    private static String describe(Deployment deployment) {
        if (deployment.isRetired()) {
            return "the task is retired";
        }
        return deployment.versions().stream()
                .map(version -> describe(deployment, version))
                .collect(Collectors.joining(", "));
    }

    private static String describe(Deployment deployment, LiveVersion version) {
        String name = "v" + version.version() + " ";
        if (deployment.onlyStandsBy(version)) {
            return name + "standby";
        }
        String stage = name + Json.name(version.stage());
        return version.share() == 1.0 ? stage : stage + " " + version.share() * 100 + "%";
    }

    private DeadLetter deadLetter(
            RawRecord record, ParsedRequest request, String task, RejectedRecordException e) {
        byte[] value = record.value();
        return new DeadLetter(
                request == null ? null : request.id(),
                task,
                e.reason(),
                e.getMessage(),
                record.source(),
                record.position(),
                value.length <= DeadLetter.MAX_VALUE_BYTES
                        ? value
                        : Arrays.copyOf(value, DeadLetter.MAX_VALUE_BYTES),
                record.length(),
                record.isCut() ? record.sha256() : DigestUtils.sha256Hex(value),
                Instant.ofEpochMilli(clock.millis()));
    }
}
