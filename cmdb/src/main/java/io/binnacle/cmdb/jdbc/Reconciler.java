package io.binnacle.cmdb.jdbc;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import io.binnacle.cmdb.ChangeKind;
import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.DiscoveryReport;
import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.SourceRecord.State;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.reconcile.IdentityRules;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.id.Ids;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Writes what sources and people say, and makes the items of it: records, then which of them are one item, then the items,
 * then their relations. All of one call in one transaction; one at a time, since two sources may speak of the same item.
 */
final class Reconciler {

    private final Jdbi jdbi;
    private final Supplier<CiModel> model;
    private final InstantSource clock;
    private final Ids ids;
    private @Nullable IdentityRules rules;

    Reconciler(Jdbi jdbi, Supplier<CiModel> model, InstantSource clock) {
        this.jdbi = jdbi;
        this.model = model;
        this.clock = clock;
        this.ids = new Ids(clock);
    }

    /** What moved other records or made them differ, as a start for all that follows of it. */
    record Stirred(Collection<UUID> changed, Collection<UUID> moved, Collection<UUID> starts,
            Collection<UUID> touched) {}

    DiscoveryReport apply(DiscoveryResult result, double sureness, Instant observedAt) {
        return apply(result, sureness, observedAt, State.PRESENT);
    }

    /** Takes what a source says should be, in place of what it said before. */
    DiscoveryReport intend(DiscoveryResult result) {
        return apply(result, 1, Instant.MAX, State.INTENDED);
    }

    private DiscoveryReport apply(DiscoveryResult result, double sureness, Instant observedAt, State shown) {
        return inOrder(observedAt, surroundings -> {
            Problems problems = new Problems();
            result.problems().forEach(problems::add);
            Checked checked = Checked.check(surroundings.model(), result, problems);
            RecordTable.Origin origin = new RecordTable.Origin(result.source(), result.scope(), sureness, shown);
            RecordStage.Outcome records = new RecordStage(surroundings, result, origin).run(checked.items());
            Set<UUID> starts = new RelationStage(surroundings, result, origin, records.seen(), problems).run();
            starts.addAll(EvidenceTable.settle(surroundings.handle(), records.moved()));
            List<CiChange> written = follow(surroundings, result.source(), null,
                    new Stirred(records.changed(), records.moved(), starts, List.of()), problems);
            return new DiscoveryReport(records.seen().size(), count(written, ChangeKind.CREATED),
                    count(written, ChangeKind.CHANGED) + count(written, ChangeKind.RETURNED),
                    count(written, ChangeKind.MISSING), problems.lines(), written);
        });
    }

    private static int count(List<CiChange> changes, ChangeKind kind) {
        return (int) changes.stream().filter(each -> each.kind() == kind).count();
    }

    /** Everything that follows from it when records or relations are not any more what they were. */
    List<CiChange> stir(String who, Function<Surroundings, Stirred> work) {
        return inOrder(null, surroundings -> follow(surroundings, who, null, work.apply(surroundings),
                new Problems()));
    }

    /**
     * Everything that follows from it when somebody decided about the identity of the records, or entered them.
     *
     * @param reason in his own words; null when he gave none
     */
    List<CiChange> decide(String who, @Nullable String reason, Function<Surroundings, Collection<UUID>> decision) {
        return inOrder(null, surroundings -> {
            Collection<UUID> records = decision.apply(surroundings);
            return follow(surroundings, who, reason, new Stirred(records, records, List.of(), List.of()),
                    new Problems());
        });
    }

    /** Everything that follows from it when somebody told of relations that start at the records. */
    List<CiChange> relate(String who, Function<Surroundings, Collection<UUID>> work) {
        return inOrder(null, surroundings -> follow(surroundings, who, null,
                new Stirred(List.of(), List.of(), work.apply(surroundings), List.of()), new Problems()));
    }

    /** Everything that follows from it when values of records were turned into others by a change of the model. */
    static List<CiChange> turned(Surroundings surroundings, Collection<UUID> records, String source) {
        Map<UUID, Checked.Item> items = new LinkedHashMap<>();
        RecordTable.byIds(surroundings.handle(), records)
                .forEach((id, record) -> items.put(id, Checked.stored(record)));
        IdentityTable.bear(surroundings, items);
        return follow(surroundings, source, null, new Stirred(records, records, List.of(), List.of()), new Problems());
    }

    IdentityRules rules() {
        return rulesOf(model.get());
    }

    private static List<CiChange> follow(Surroundings surroundings, String source, @Nullable String reason,
            Stirred stirred, Problems problems) {
        IdentityStage.Outcome identity = IdentityStage.run(surroundings, stirred.moved());
        identity.contradictions().forEach(each -> problems.add("the " + each.rule() + " " + each.words()
                + " is borne by " + each.records().size() + " things that are not one, so it names none: "
                + each.reason()));
        Set<UUID> items = identity.items();
        RecordTable.byIds(surroundings.handle(), stirred.changed()).values().forEach(each -> items.add(each.ciId()));
        List<ChangeTable.Entry> entries = new ArrayList<>();
        new ItemStage(surroundings, identity.from(), entries).run(items);
        Set<UUID> quiet = new HashSet<>();
        for (ChangeTable.Entry entry : entries) {
            if (entry.kind() == ChangeKind.CREATED || entry.kind() == ChangeKind.SPLIT
                    || entry.kind() == ChangeKind.MERGED) {
                quiet.add(entry.ciId());
            }
        }
        new LinkStage(surroundings, entries).run(stirred.starts(), identity.from(), stirred.touched(), quiet);
        return ChangeTable.append(surroundings.handle(), entries, source, reason, surroundings.now());
    }

    private <T> T inOrder(@Nullable Instant at, Function<Surroundings, T> work) {
        T done = jdbi.inTransaction(handle -> {
            ApplyLock.take(handle);
            // PostgreSQL keeps microseconds: what is compared with what it kept must be as coarse.
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Instant then = at == null || at.isAfter(now) ? now : at.truncatedTo(ChronoUnit.MICROS);
            return work.apply(surroundings(handle, then, now));
        });
        if (done == null) {
            throw new BugException("a reconciliation without an outcome");
        }
        return done;
    }

    private Surroundings surroundings(Handle handle, Instant at, Instant now) {
        CiModel current = model.get();
        return new Surroundings(handle, rulesOf(current), current, ids, at, now);
    }

    private synchronized IdentityRules rulesOf(CiModel current) {
        IdentityRules known = rules;
        if (known == null || known.model() != current) {
            known = new IdentityRules(current);
            rules = known;
        }
        return known;
    }
}
