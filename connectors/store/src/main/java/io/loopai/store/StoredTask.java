package io.loopai.store;

import io.loopai.task.LiveVersion;
import io.loopai.task.Stage;
import io.loopai.task.TaskSpec;
import java.util.List;

/** What a {@link Decision} asks about its task: on disk, or in a database. */
public interface StoredTask {

    /**
     * The task as it runs, or else as it was put.
     *
     * @throws NoSuchArtifactException when there is none
     */
    TaskSpec spec();

    /** The numbers of the stored versions, ascending. */
    List<Integer> versions();

    /**
     * A stored version, ready to be deployed.
     *
     * @throws ArtifactException when its source cannot be read, or is not the one that was stored
     */
    LiveVersion live(int version, Stage stage, double share);
}
