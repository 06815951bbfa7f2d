package io.loopai.service.loop;

import io.loopai.service.db.Database;
import java.time.Instant;

/**
 * Forgets labels: the inputs, what is right and what versions answered. That they were there, and who
 * was right, goes on to count, so that what is known of versions stays as sure as it was; and a label
 * that comes again, as messages do after a crash, is not kept again.
 *
 * <pre>{@code
 * Labels labels = new Labels(database);
 * labels.forget("spam", "r-17");
 * labels.forgetBefore(now.minus(Duration.ofDays(365)));
 * }</pre>
 */
public final class Labels {

    private final Database database;

    public Labels(Database database) {
        this.database = database;
    }

    /**
     * Forgets one label.
     *
     * @return false when there is none for the execution, or it is forgotten already
     */
    public boolean forget(String task, String execution) {
        return database.inTransaction(handle -> LabelTable.forget(handle, task, execution));
    }

    /** Forgets the labels of all executions before then; returns how many. */
    public int forgetBefore(Instant then) {
        return database.inTransaction(handle -> LabelTable.forgetBefore(handle, then));
    }
}
