package io.binnacle.cmdb.model;

import java.util.List;
import java.util.function.Consumer;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.activity.Actor;

/**
 * The model that is in force, and what people change of it: classes of their own and additions to those that come with
 * the program. Safe for use by several threads; {@link #current} is cheap and answers a model that never changes.
 */
public interface CiModels {

    /** The model in force. Ask again for each piece of work: a change puts another in its place. */
    CiModel current();

    /** The number of the newest version; 0 when nobody changed anything. */
    int version();

    /** What was made here, in the order in which it was made. */
    List<ClassDefinition> own();

    /** Every change, newest first. */
    List<ModelVersion> versions();

    /**
     * What was made here as of that version, as YAML; version 0 is empty.
     *
     * @throws NotFound when there is no such version
     */
    String yaml(int version);

    /**
     * What the edit would do, without doing it.
     *
     * @throws InvalidInput when the model would not hang together
     * @throws NotFound when a class to delete was not made here
     */
    MigrationPlan preview(ModelEdit edit);

    /**
     * Changes the model and every item that it concerns, in one transaction: all of it or nothing. The items' histories
     * keep what was before.
     *
     * @param versionSeen the one that the author saw
     * @throws Conflict when somebody else changed the model meanwhile, or an item is in the way
     * @throws InvalidInput when the model would not hang together
     */
    MigrationPlan apply(Actor actor, int versionSeen, ModelEdit edit);

    /** From now on the listener is told of each model that comes into force, after the commit. */
    void onChange(Consumer<CiModel> listener);

    /**
     * Why what was made here is not in force: after an update of the program it may not fit any more, then the
     * program's own classes serve alone. Empty when all is well.
     */
    List<String> problems();
}
