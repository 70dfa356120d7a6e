package io.binnacle.insight.dashboard;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Where the dashboards that people made are kept. Each call joins the transaction of the calling thread. */
public interface DashboardStore {

    void inTransaction(Runnable work);

    /** Until the transaction ends, who else would make one waits. */
    void lock();

    int count();

    List<Dashboard> all();

    /** Empty also for what is no id at all. */
    Optional<Dashboard> find(String id);

    void insert(Dashboard dashboard);

    /** Stores it in the place of the one of that version; whether that one was there. */
    boolean update(Dashboard dashboard, int versionBefore);

    /** Keeps what was stored among the dashboard's versions, and only the newest {@code max} of them. */
    void keepVersion(Dashboard dashboard, @Nullable String note, int max);

    /** Newest first. */
    List<DashboardVersion> versions(String id);

    /** What it was in that version; empty when that is not kept. */
    Optional<DashboardContent> content(String id, int version);

    /** Its versions go with it. Nothing happens when there is none. */
    void delete(String id);
}
