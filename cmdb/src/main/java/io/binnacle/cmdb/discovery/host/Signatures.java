package io.binnacle.cmdb.discovery.host;

import java.util.List;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.activity.Actor;
import org.jspecify.annotations.Nullable;

/**
 * The signatures in force: those that people keep here, then those that come with the program. Those kept here are one
 * text; each change of it is a version, and versions stay. Safe for use by several threads.
 */
public interface Signatures {

    /** Cheap; a set never changes. Ask again for each piece of work: a change puts another in its place. */
    SignatureSet current();

    OwnSignatures own();

    /**
     * Puts the text in the place of the one before, comments and all. A text that is the same already makes no version.
     *
     * @param versionSeen the one that the author saw
     * @param note why; null or blank says nothing
     * @throws Conflict when somebody else changed them meanwhile
     * @throws InvalidInput with every mistake of the text
     */
    OwnSignatures keep(Actor actor, int versionSeen, String yaml, @Nullable String note);

    /**
     * Makes the text of an earlier version the newest one, as {@link #keep} does.
     *
     * @param version to go back to; 0 is empty
     * @throws NotFound when there is no such version
     */
    OwnSignatures restore(Actor actor, int versionSeen, int version, @Nullable String note);

    /** Every change, newest first. */
    List<SignatureVersion> versions();

    /**
     * The text of that version; version 0 is empty.
     *
     * @throws NotFound when there is no such version
     */
    String yaml(int version);
}
