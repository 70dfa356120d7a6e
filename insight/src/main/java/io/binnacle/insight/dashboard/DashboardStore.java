package io.binnacle.insight.dashboard;

import java.util.List;
import java.util.Optional;

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

    /** Nothing happens when there is none. */
    void delete(String id);
}
