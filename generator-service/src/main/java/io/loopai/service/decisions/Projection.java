package io.loopai.service.decisions;

import io.loopai.service.db.Outbox;
import io.loopai.service.db.TaskTable;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Something that follows the database and can be rebuilt from it. */
interface Projection {

    String name();

    boolean takes(Outbox.Kind kind);

    /** Tells the entries, which come in the order in which they were decided. */
    Told tell(List<Outbox.Entry> entries);

    /** Looks at what is there; then says for each task what is missing. */
    Gaps gaps();

    /**
     * How far that went.
     *
     * @param entries those that it has now, and need not be told again
     * @param stuck the tasks of all others, and why they have to wait
     */
    record Told(List<Outbox.Entry> entries, Map<String, String> stuck) {}

    /** What a projection lacks of a task, in the order in which it is to be told. */
    interface Gaps {

        List<Item> of(Handle handle, TaskTable.Row task);
    }

    record Item(Outbox.Kind kind, long number) {}
}
