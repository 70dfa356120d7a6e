package io.binnacle.cmdb.intent;

import java.util.List;
import java.util.Set;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.storage.activity.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Sources of intent and what they say. Safe for use by several threads. An unknown source is {@link NotFound}, but for an
 * import, which makes it.
 */
public interface Intents {

    /**
     * Whose file it is, and what that source claims.
     *
     * @param source its name: letters, digits, {@code . _ -}, at most 60
     * @param format null when its content tells
     * @param classes that it claims to know all of; null for those of its format, or as they were
     * @param sites at which it does, by name or short name; null for everywhere, or as they were
     */
    record Upload(String source, @Nullable String format, @Nullable Set<String> classes,
            @Nullable Set<String> sites) {}

    /**
     * Puts what the file says in place of all that the source said before.
     *
     * @throws InvalidInput when the file is of no known format, or a name is none
     * @throws Conflict when the source is of another format
     */
    IntentImport take(Actor actor, Upload upload, byte[] content);

    /** What {@link #take} would do; does nothing. */
    IntentImport preview(Actor actor, Upload upload, byte[] content);

    /** By name. */
    List<IntentSource> sources();

    /** The newest first. */
    List<IntentImport> imports(String source);

    /** What it said is intended no more. Items that nothing else knows are retired. */
    void delete(Actor actor, String source);
}
