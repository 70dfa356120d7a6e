package io.binnacle.insight.dashboard;

import java.util.List;

import io.binnacle.storage.activity.Actor;

/** All dashboards: those that people made, and those that come with the program. Safe for use by several threads. */
public interface Dashboards {

    /** How many people may make: a list of them stays one that is shown whole. */
    int MADE_MAX = 1_000;

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
     */
    Dashboard replace(Actor actor, String id, int version, DashboardContent content);

    void delete(Actor actor, String id);
}
