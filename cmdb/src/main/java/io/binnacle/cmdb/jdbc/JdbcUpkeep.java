package io.binnacle.cmdb.jdbc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.Upkeep;
import io.binnacle.cmdb.jdbc.Reconciler.Stirred;
import org.jdbi.v3.core.Jdbi;

/** The upkeep of the estate in PostgreSQL, through the same reconciliation as all. */
final class JdbcUpkeep implements Upkeep {

    /** Records, pieces of evidence, or items a step: a fraction of a second. */
    private static final int STEP_MAX = 1_000;
    /** Rows that one statement deletes. */
    private static final int FORGET_MAX = 20_000;
    /** In the history as the source of what happened. */
    private static final String SOURCE = "clean-up";

    private static final UUID FIRST = new UUID(0, 0);

    private final Jdbi jdbi;
    private final Reconciler reconciler;
    private final Consumer<List<CiChange>> tell;
    /** Where the round that weighs is. */
    private UUID weighed = FIRST;

    /** @param tell hears of what changed, after the commit */
    JdbcUpkeep(Jdbi jdbi, Reconciler reconciler, Consumer<List<CiChange>> tell) {
        this.jdbi = jdbi;
        this.reconciler = reconciler;
        this.tell = tell;
    }

    @Override
    public synchronized Aged age() {
        List<Aged> done = new ArrayList<>();
        List<CiChange> changes = reconciler.stir(SOURCE, surroundings -> {
            List<UUID> missing = RecordTable.miss(surroundings, STEP_MAX);
            List<UUID> retired = RecordTable.retire(surroundings, STEP_MAX);
            List<UUID> starts = EvidenceTable.expire(surroundings, STEP_MAX);
            EvidenceTable.endOf(surroundings.handle(), retired, surroundings.at());
            done.add(new Aged(missing.size(), retired.size(), starts.size(),
                    missing.size() < STEP_MAX && retired.size() < STEP_MAX && starts.size() < STEP_MAX));
            List<UUID> records = new ArrayList<>(missing);
            records.addAll(retired);
            return new Stirred(records, records, starts, retired);
        });
        tell.accept(changes);
        return done.getFirst();
    }

    @Override
    public synchronized boolean weigh() {
        AtomicBoolean isWhole = new AtomicBoolean();
        List<CiChange> changes = reconciler.stir(SOURCE, surroundings -> {
            List<UUID> items = RecordTable.unevenlySeen(surroundings.handle(), weighed, STEP_MAX);
            isWhole.set(items.size() < STEP_MAX);
            weighed = isWhole.get() ? FIRST : items.getLast();
            List<UUID> records = RecordTable.ofItems(surroundings.handle(), items).values().stream()
                    .map(List::getFirst).map(SourceRecord::id).toList();
            return new Stirred(records, List.of(), List.of(), List.of());
        });
        tell.accept(changes);
        return isWhole.get();
    }

    @Override
    public int forget(Instant before) {
        int forgotten = 0;
        for (int step = 1; step > 0;) {
            step = jdbi.inTransaction(handle -> VersionTable.forget(handle, before, FORGET_MAX)
                    + ChangeTable.forget(handle, before, FORGET_MAX));
            forgotten += step;
        }
        return forgotten;
    }
}
