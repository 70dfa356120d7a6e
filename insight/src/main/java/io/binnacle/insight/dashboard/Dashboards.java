package io.binnacle.insight.dashboard;

import java.util.List;

import io.binnacle.storage.activity.Actor;
import org.jspecify.annotations.Nullable;

/** All dashboards: those that people made, and those that come with the program. Safe for use by several threads. */
public interface Dashboards {

    /** How many people may make: a list of them stays one that is shown whole. */
    int MADE_MAX = 1_000;

    /** How many versions of one dashboard are kept, the newest ones: a year of weekly changes. */
    int VERSIONS_MAX = 50;

    /** Those that come with the program first, then the others; by title, both. */
    List<DashboardSummary> list();

    /** Throws when there is none of that id. */
    Dashboard get(String id);

    /** Throws when the content breaks a rule, with every rule that it breaks, or when there are {@link #MADE_MAX}. */
    Dashboard create(Actor actor, DashboardContent content);

    /**
     * Puts the content in the place of what was there. The same content again changes nothing and is not noted.
     *
     * @param version the one that the author saw; another one is there by now: a conflict, and nothing changes
     * @param note why; null or blank says nothing
     */
    Dashboard replace(Actor actor, String id, int version, DashboardContent content, @Nullable String note);

    /** What was saved of it, newest first, at most {@link #VERSIONS_MAX}; nothing of one that comes with the program. */
    List<DashboardVersion> versions(String id);

    /** Throws when there was no such version, or when it is not kept any more. */
    DashboardVersionContent version(String id, int version);

    /**
     * Makes the content of an earlier version the newest one, by the rules of {@link #replace}.
     *
     * @param versionSeen the newest that the author saw
     */
    Dashboard restore(Actor actor, String id, int versionSeen, int version, @Nullable String note);

    void delete(Actor actor, String id);
}
