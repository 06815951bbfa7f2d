package io.loopai.service.decisions;

import io.loopai.sandbox.ProgramRejectedException;
import io.loopai.sandbox.Sandbox;
import io.loopai.service.db.DeploymentTable;
import io.loopai.service.db.Outbox;
import io.loopai.service.db.TaskTable;
import io.loopai.service.db.VersionTable;
import io.loopai.store.Decision;
import io.loopai.store.TaskState;
import io.loopai.task.Deployment;
import io.loopai.task.LiveVersion;
import io.loopai.task.TaskSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Decides what runs.
 *
 * <pre>{@code
 * Deployments deployments = service.deployments();
 * deployments.createTask(TaskFile.read(Path.of("spam.yaml")), null);
 * deployments.addVersion("spam", NewProgram.written(source), "the first one");   // active at once
 * deployments.addVersion("spam", NewProgram.written(better), "knows more words");
 * deployments.canary("spam", 2, 0.25, "measured 97% on 400 rows");
 * deployments.activate("spam", 2, "agreement 96.8% ± 0.9 as a canary");
 * }</pre>
 *
 * <p>Every change of what runs raises the task's revision, by one unless receivers have heard of a
 * higher one, and is written with its reason, in one transaction with what is to be told of it. Changes of a task wait for each other. What was
 * decided in the data folder meanwhile is taken over first. The rules are those of {@link Decision},
 * which throws {@link io.loopai.store.ArtifactException} for what they do not allow; {@link
 * NoSuchTaskException} is thrown for a task that is not there.
 */
public final class Deployments {

    private final Ledger ledger;
    private final FolderImport folder;
    private final Heads heads;
    private final Signer signer;

    Deployments(Ledger ledger, FolderImport folder, Heads heads, Signer signer) {
        this.ledger = ledger;
        this.folder = folder;
        this.heads = heads;
        this.signer = signer;
    }

    /**
     * Adds a task; nothing runs for it yet.
     *
     * @param name what people call it; may be null
     * @throws TaskExistsException when there is one with that id or that name
     */
    public TaskTable.Row createTask(TaskSpec spec, String name) {
        folder.look(spec.id());
        return ledger.change(
                handle -> {
                    if (TaskTable.find(handle, spec.id()).isPresent()) {
                        throw new TaskExistsException(
                                "there is a task '" + spec.id() + "' already");
                    }
                    if (!TaskTable.insert(handle, spec, name, Ledger.now())) {
                        throw new TaskExistsException(
                                "there is a task with the name '" + name + "' already");
                    }
                    ledger.tell(handle, spec.id(), Outbox.Kind.TASK, 0);
                    return TaskTable.find(handle, spec.id()).orElseThrow();
                });
    }

    /** Changes the description of a task; what runs for it gets it too. */
    public TaskTable.Row updateTask(TaskSpec spec, String reason) {
        folder.look(spec.id());
        return ledger.change(
                handle -> {
                    TaskTable.Row task = locked(handle, spec.id());
                    if (task.isDescribedBy(spec)) {
                        return task;
                    }
                    Optional<DeploymentTable.Row> inForce =
                            DeploymentTable.newest(handle, task.id());
                    TaskState state = Ledger.state(task.id(), inForce);
                    if (state.deployment().isRetired()) {
                        TaskTable.update(handle, spec, task.revision(), Ledger.now());
                        ledger.tell(handle, task.id(), Outbox.Kind.TASK, 0);
                    } else {
                        decide(handle, task, inForce, reason, decision -> decision.describe(spec));
                    }
                    return TaskTable.find(handle, task.id()).orElseThrow();
                });
    }

    /**
     * Compiles and checks a source, then stores it as the next version of a task. The first version
     * that is ever stored becomes active at once. A source that is stored already is not stored
     * again.
     *
     * @throws ProgramRejectedException when the sandbox refuses it
     */
    public AddedVersion addVersion(String task, NewProgram program, String reason)
            throws ProgramRejectedException {
        find(task);
        Sandbox.compile(program.source(), program.compiler());
        folder.look(task);
        return ledger.change(handle -> addVersion(handle, locked(handle, task), program, reason));
    }

    private AddedVersion addVersion(
            Handle handle, TaskTable.Row task, NewProgram program, String reason) {
        String hash = LiveVersion.hashOf(program.source());
        Optional<Integer> same = VersionTable.withHash(handle, task.id(), hash);
        Optional<DeploymentTable.Row> inForce = DeploymentTable.newest(handle, task.id());
        int number = same.orElseGet(() -> nextNumber(handle, Ledger.state(task.id(), inForce)));
        if (same.isEmpty()) {
            VersionTable.insert(
                    handle,
                    new VersionTable.Row(
                            task.id(),
                            number,
                            hash,
                            program.source(),
                            program.compiler().wireName(),
                            program.strategy(),
                            program.metadata(),
                            Ledger.now()));
            ledger.tell(handle, task.id(), Outbox.Kind.VERSION, number);
        }
        if (inForce.isEmpty()) {
            decide(handle, task, inForce, reason, decision -> decision.activate(number));
        }
        return new AddedVersion(
                VersionTable.find(handle, task.id(), number).orElseThrow(), same.isEmpty());
    }

    private static int nextNumber(Handle handle, TaskState state) {
        List<Integer> stored = VersionTable.numbers(handle, state.deployment().task());
        int newest = stored.isEmpty() ? 0 : stored.get(stored.size() - 1);
        return 1
                + state.history().stream()
                        .mapToInt(TaskState.Past::version)
                        .reduce(newest, Math::max);
    }

    /** See {@link Decision#activate}. */
    public Deployment activate(String task, int version, String reason) {
        return decide(task, reason, decision -> decision.activate(version));
    }

    /** See {@link Decision#canary}. */
    public Deployment canary(String task, int version, double share, String reason) {
        return decide(task, reason, decision -> decision.canary(version, share));
    }

    /** See {@link Decision#shadow}. */
    public Deployment shadow(String task, int version, double share, String reason) {
        return decide(task, reason, decision -> decision.shadow(version, share));
    }

    /** See {@link Decision#dealtWith}. */
    public Deployment dealtWith(String task, String regeneration, String reason) {
        return decide(task, reason, decision -> decision.dealtWith(regeneration));
    }

    /** See {@link Decision#withdraw}. */
    public Deployment withdraw(String task, int version, String reason) {
        return decide(task, reason, decision -> decision.withdraw(version));
    }

    /** See {@link Decision#quarantine}. */
    public Deployment quarantine(String task, int version, String reason) {
        return decide(task, reason, decision -> decision.quarantine(version));
    }

    /** See {@link Decision#standby}. */
    public Deployment standby(String task, OptionalInt version, String reason) {
        return decide(task, reason, decision -> decision.standby(version));
    }

    /** See {@link Decision#rollback}. */
    public Deployment rollback(String task, OptionalInt toVersion, String reason) {
        return decide(task, reason, decision -> decision.rollback(toVersion));
    }

    /** See {@link Decision#retire}. */
    public Deployment retire(String task, String reason) {
        return decide(task, reason, Decision::retire);
    }

    /** The task. */
    public TaskTable.Row find(String task) {
        return ledger.read(handle -> TaskTable.find(handle, task))
                .orElseThrow(() -> new NoSuchTaskException(task));
    }

    /** All tasks, by id. */
    public List<TaskTable.Row> tasks() {
        return ledger.read(TaskTable::all);
    }

    /** The versions of a task, the oldest first. */
    public List<VersionTable.Row> versions(String task) {
        find(task);
        return ledger.read(handle -> VersionTable.all(handle, task));
    }

    /** The numbers of the versions of a task, ascending. */
    public List<Integer> versionNumbers(String task) {
        return ledger.read(handle -> VersionTable.numbers(handle, task));
    }

    /** One version of a task. */
    public VersionTable.Row version(String task, int version) {
        find(task);
        Decision.requireStored(task, version, versionNumbers(task));
        return ledger.read(handle -> VersionTable.find(handle, task, version)).orElseThrow();
    }

    /** What runs for a task, and what became of its versions. */
    public TaskState state(String task) {
        find(task);
        return Ledger.state(task, ledger.read(handle -> DeploymentTable.newest(handle, task)));
    }

    /**
     * The decisions about a task, the newest first.
     *
     * @param most how many
     */
    public List<DeploymentTable.Row> history(String task, int most) {
        find(task);
        return ledger.read(handle -> DeploymentTable.history(handle, task, most));
    }

    /**
     * Decides by a rule, and does in the same transaction what belongs to the decision: after a crash
     * both are there or neither.
     *
     * @param together gets what runs from then on
     */
    public Deployment decide(
            String task,
            String reason,
            Function<Decision, TaskState> rule,
            BiConsumer<Handle, Deployment> together) {
        folder.look(task);
        return ledger.change(
                handle -> {
                    TaskTable.Row row = locked(handle, task);
                    Optional<DeploymentTable.Row> inForce = DeploymentTable.newest(handle, task);
                    Deployment deployment = decide(handle, row, inForce, reason, rule);
                    together.accept(handle, deployment);
                    return deployment;
                });
    }

    private Deployment decide(String task, String reason, Function<Decision, TaskState> rule) {
        return decide(task, reason, rule, (handle, deployment) -> {});
    }

    private Deployment decide(
            Handle handle,
            TaskTable.Row task,
            Optional<DeploymentTable.Row> inForce,
            String reason,
            Function<Decision, TaskState> rule) {
        inForce.ifPresent(signer::requireOwn);
        TaskState state = Ledger.state(task.id(), inForce);
        TaskState changed = rule.apply(new Decision(state, new StoredRows(handle, task)));
        TaskState next = changed == state ? state : heads.above(changed);
        Deployment deployment = next.deployment();
        if (next != state) {
            TaskSpec spec = deployment.spec() == null ? task.spec() : deployment.spec();
            ledger.record(
                    handle,
                    new DeploymentTable.Row(
                            task.id(),
                            deployment.revision(),
                            signer.message(next.text(), inForce),
                            reason,
                            DeploymentTable.Origin.SERVICE,
                            deployment.publishedAt()),
                    spec);
        }
        return deployment;
    }

    private static TaskTable.Row locked(Handle handle, String task) {
        return TaskTable.lock(handle, task).orElseThrow(() -> new NoSuchTaskException(task));
    }
}
