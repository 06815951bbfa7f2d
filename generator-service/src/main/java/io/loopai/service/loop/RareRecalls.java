package io.loopai.service.loop;

import io.loopai.decision.VersionHealth.Recall;
import io.loopai.service.db.Database;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many records of rare answers versions have found, as of the newest labels: rollouts ask at each
 * look, and labels come now and then. Nobody else writes into the database, so it is enough to hear of
 * what is written here.
 */
final class RareRecalls {

    private final Database database;
    private final Map<String, Long> changes = new HashMap<>();
    private final Map<String, Known> known = new HashMap<>();

    private record Known(Instant since, long change, Map<String, Recall> recalls) {}

    RareRecalls(Database database) {
        this.database = database;
    }

    /** Labels or judgements of the task have been stored. */
    synchronized void changed(String task) {
        changes.merge(task, 1L, Long::sum);
    }

    /** Of executions since then; see {@link JudgementTable#rareRecalls}. */
    Map<String, Recall> of(String task, int version, Instant since) {
        String key = task + "/" + version;
        long change;
        synchronized (this) {
            // Taken before the question: what is stored meanwhile may be in the answer or not.
            change = changes.getOrDefault(task, 0L);
            Known last = known.get(key);
            if (last != null && last.change == change && last.since.equals(since)) {
                return last.recalls;
            }
        }
        Map<String, Recall> recalls =
                database.inTransaction(
                        handle -> JudgementTable.rareRecalls(handle, task, version, since));
        synchronized (this) {
            known.put(key, new Known(since, change, recalls));
        }
        return recalls;
    }
}
