package io.binnacle.cmdb.jdbc;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.DiscoveryReport;
import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.ObservedRelation;
import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.SourceRecord.State;
import io.binnacle.cmdb.intent.IntentDifference;
import io.binnacle.cmdb.intent.IntentRecords;
import io.binnacle.cmdb.jdbc.RecordTable.Stored;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.error.BugException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The records of sources of intent, written by the same reconciliation as all. */
final class JdbcIntentRecords implements IntentRecords {

    /** So many changes in one go make what PostgreSQL knows of its tables wrong. */
    private static final int LARGE = 500;
    /**
     * Before the commit, so that nobody plans with numbers of before: PostgreSQL looks by itself within a minute, and a
     * comparison that was begun until then took minutes instead of milliseconds.
     */
    private static final String ANALYZE = """
        ANALYZE binnacle.configuration_item, binnacle.relation, binnacle.source_record, binnacle.record_identity,
            binnacle.relation_evidence""";

    private final Jdbi jdbi;
    private final Supplier<CiModel> model;
    private final Reconciler reconciler;
    private final Consumer<List<CiChange>> tell;

    private record Done(IntentDifference difference, List<CiChange> changes) {}

    private record Link(ItemRef from, String type, ItemRef to) {}

    /** @param tell hears of what changed, after the commit */
    JdbcIntentRecords(Jdbi jdbi, Supplier<CiModel> model, Reconciler reconciler, Consumer<List<CiChange>> tell) {
        this.jdbi = jdbi;
        this.model = model;
        this.reconciler = reconciler;
        this.tell = tell;
    }

    @Override
    public IntentDifference replace(DiscoveryResult intended, Consumer<IntentDifference> within) {
        Done done = jdbi.inTransaction(handle -> {
            // Before the comparison: between the two nobody may write.
            ApplyLock.take(handle);
            IntentDifference difference = compare(handle, intended, new Problems());
            DiscoveryReport report = reconciler.intend(intended);
            IntentDifference whole = withProblems(difference, report.problems());
            within.accept(whole);
            if (steps(difference) >= LARGE) {
                handle.execute(ANALYZE);
            }
            return new Done(whole, report.changes());
        });
        if (done == null) {
            throw new BugException("an import of intent without an outcome");
        }
        tell.accept(done.changes());
        return done.difference();
    }

    private static int steps(IntentDifference each) {
        return each.added() + each.changed() + each.removed() + each.relationsAdded() + each.relationsRemoved();
    }

    @Override
    public IntentDifference compare(DiscoveryResult intended) {
        Problems problems = new Problems();
        intended.problems().forEach(problems::add);
        return jdbi.withHandle(handle -> withProblems(compare(handle, intended, problems), problems.lines()));
    }

    private static IntentDifference withProblems(IntentDifference each, List<String> problems) {
        return new IntentDifference(each.items(), each.added(), each.changed(), each.removed(), each.relations(),
                each.relationsAdded(), each.relationsRemoved(), problems);
    }

    private IntentDifference compare(Handle handle, DiscoveryResult intended, Problems problems) {
        CiModel current = model.get();
        Checked checked = Checked.check(current, intended, problems);
        Map<ItemRef, Stored> before = new HashMap<>();
        Map<UUID, ItemRef> refs = new HashMap<>();
        RecordTable.inScope(handle, intended.source(), intended.scope()).forEach(each -> {
            refs.put(each.id(), each.ref());
            if (each.state() == State.INTENDED) {
                before.put(each.ref(), each);
            }
        });
        int added = 0;
        int changed = 0;
        for (Checked.Item item : checked.items().values()) {
            Stored known = before.remove(item.ref());
            if (known == null) {
                added++;
            } else if (known.fingerprint() != item.fingerprint()) {
                changed++;
            }
        }
        Set<Link> links = links(current, intended, checked, problems);
        Set<Link> linksBefore = linksBefore(handle, intended, refs);
        int kept = (int) links.stream().filter(linksBefore::contains).count();
        return new IntentDifference(checked.items().size(), added, changed, before.size(), links.size(),
                links.size() - kept, linksBefore.size() - kept, List.of());
    }

    private static Set<Link> links(CiModel model, DiscoveryResult intended, Checked checked, Problems problems) {
        Set<Link> links = new HashSet<>();
        for (ObservedRelation each : intended.relations()) {
            if (!checked.items().containsKey(each.from())) {
                problems.add("relation " + each.type() + " of " + each.from().ciClass() + " " + each.from().key()
                        + ": there is no such start");
            } else if (model.allows(each.from().ciClass(), each.type(), each.to().ciClass())) {
                links.add(new Link(each.from(), each.type(), each.to()));
            } else {
                problems.add(each.from().ciClass() + " " + each.from().key() + " " + each.type() + " "
                        + each.to().ciClass() + " " + each.to().key() + ": the model does not allow this relation");
            }
        }
        return links;
    }

    private static Set<Link> linksBefore(Handle handle, DiscoveryResult intended, Map<UUID, ItemRef> refs) {
        Set<Link> links = new HashSet<>();
        EvidenceTable.inScope(handle,
                new RecordTable.Origin(intended.source(), intended.scope(), 1, State.INTENDED)).values()
                .forEach(each -> {
                    ItemRef from = refs.get(each.place().from());
                    if (from != null && !each.ended()) {
                        links.add(new Link(from, each.place().type(), each.place().to()));
                    }
                });
        return links;
    }

    @Override
    public List<Ambiguity> joinByName() {
        NameJoin join = new NameJoin(jdbi, model, reconciler);
        List<Ambiguity> ambiguities = join.run();
        tell.accept(join.changes());
        return ambiguities;
    }

    @Override
    public Map<UUID, List<SourceRecord>> records(Collection<UUID> items) {
        return jdbi.withHandle(handle -> RecordTable.ofItems(handle, items));
    }
}
