package io.binnacle.cmdb.jdbc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.ClassSummary;
import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.CmdbListener;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.DiscoveryReport;
import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.EstateHistory;
import io.binnacle.cmdb.intent.IntentRecords;
import io.binnacle.cmdb.quality.Qualities;
import io.binnacle.cmdb.reconcile.Reconciliation;
import io.binnacle.cmdb.RelatedItem;
import io.binnacle.cmdb.Upkeep;
import io.binnacle.cmdb.WatchedService;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.health.Health;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The CMDB in PostgreSQL. */
public final class JdbcCmdb implements Cmdb {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcCmdb.class);

    private final Jdbi jdbi;
    private final Supplier<CiModel> models;
    private final InstantSource clock;
    private final Reconciler reconciler;
    private final Timer applyTime;
    private volatile ItemLists lists;
    private final List<CmdbListener> listeners = new CopyOnWriteArrayList<>();

    /** With a model that stays. */
    public JdbcCmdb(Jdbi jdbi, CiModel model, InstantSource clock, MeterRegistry meters) {
        this(jdbi, () -> model, clock, meters);
    }

    /** @param models the model in force; asked again for each piece of work */
    public JdbcCmdb(Jdbi jdbi, Supplier<CiModel> models, InstantSource clock, MeterRegistry meters) {
        this.jdbi = jdbi;
        this.models = models;
        this.clock = clock;
        this.reconciler = new Reconciler(jdbi, models, clock);
        this.applyTime = Timer.builder("binnacle.cmdb.apply")
                .description("Time to make the CMDB agree with one discovery result").register(meters);
        this.lists = ItemLists.of(models.get());
    }

    @Override
    public CiModel model() {
        return models.get();
    }

    /** Of the model in force; made anew when another comes into force. */
    private ItemLists lists() {
        CiModel model = models.get();
        ItemLists known = lists;
        if (known.model() != model) {
            known = ItemLists.of(model);
            lists = known;
        }
        return known;
    }

    @Override
    public ConfigurationItem get(UUID id) {
        return find(id).orElseThrow(() -> new NotFound("configuration item", id.toString()));
    }

    @Override
    public Optional<ConfigurationItem> find(UUID id) {
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT " + ItemTable.COLUMNS + " FROM " + ItemTable.FROM
                        + " JOIN binnacle.source_record r ON r.ci_id = i.id WHERE r.id = :id")
                .bind("id", id).map((row, context) -> ItemTable.read(row, model())).findOne());
    }

    @Override
    public Optional<ConfigurationItem> findByKey(String ciClass, String key) {
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT " + ItemTable.COLUMNS + " FROM " + ItemTable.FROM
                        + " WHERE i.ci_class = :class AND i.key = :key ORDER BY i.lifecycle, i.id LIMIT 1")
                .bind("class", ciClass).bind("key", key)
                .map((row, context) -> ItemTable.read(row, model())).findOne());
    }

    @Override
    public Page<ConfigurationItem> list(ListQuery query) {
        return jdbi.withHandle(handle -> lists().items().read(handle, query, clock.instant()));
    }

    @Override
    public ListSchema itemFields() {
        return lists().itemFields();
    }

    @Override
    public ListSchema changeFields() {
        return lists().changeFields();
    }

    @Override
    public List<RelatedItem> related(UUID id) {
        return jdbi.withHandle(handle -> RecordTable.itemOf(handle, id)
                .map(item -> RelationTable.related(handle, item, model())).orElse(List.of()));
    }

    @Override
    public Page<CiChange> history(UUID id, ListQuery query) {
        return jdbi.withHandle(
                handle -> lists().changes().read(handle, query, clock.instant(), """
                    c.ci_id IN (SELECT part.id FROM binnacle.source_record part
                                JOIN binnacle.source_record r ON r.ci_id = part.ci_id WHERE r.id = :historyOf)
                    """, Map.of("historyOf", id)));
    }

    @Override
    public Page<CiChange> changes(ListQuery query) {
        return jdbi.withHandle(handle -> lists().changes().read(handle, query, clock.instant()));
    }

    @Override
    public List<ClassSummary> classSummaries() {
        CiModel model = model();
        Map<String, ClassSummary> counted = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
            SELECT ci_class,
                   count(*) FILTER (WHERE lifecycle = 'in_service') AS in_service,
                   count(*) FILTER (WHERE lifecycle = 'intended') AS intended,
                   count(*) FILTER (WHERE lifecycle = 'missing') AS missing,
                   count(*) FILTER (WHERE lifecycle = 'retired') AS retired,
                   array_agg(DISTINCT health) FILTER (WHERE lifecycle <> 'retired') AS healths
            FROM binnacle.configuration_item WHERE merged_into IS NULL GROUP BY ci_class
            """).map((row, context) -> {
            CiClass ciClass = model.find(row.getString("ci_class")).orElse(null);
            java.sql.Array healths = row.getArray("healths");
            Health worst = Health.OK;
            if (healths != null) {
                for (Object each : (Object[]) healths.getArray()) {
                    worst = worst.worst(Health.valueOf(each.toString().toUpperCase(java.util.Locale.ROOT)));
                }
            }
            return ciClass == null
                    ? Optional.<ClassSummary>empty()
                    : Optional.of(new ClassSummary(ciClass, row.getLong("in_service"), row.getLong("intended"),
                            row.getLong("missing"), row.getLong("retired"), worst));
        }).forEach(each -> each.ifPresent(summary -> counted.put(summary.ciClass().name(), summary))));
        return model.classes().stream()
                .map(ciClass -> counted.getOrDefault(ciClass.name(), new ClassSummary(ciClass, 0, 0, 0, 0, Health.OK)))
                .toList();
    }

    @Override
    public List<WatchedService> watchedServices() {
        return jdbi.withHandle(handle -> WatchList.read(handle, model().withSubclasses("application")));
    }

    @Override
    public void setHealth(UUID id, Health health, @Nullable String reason) {
        jdbi.useHandle(handle -> handle
                .createUpdate(
                        """
                            UPDATE binnacle.configuration_item SET health = :health, health_reason = :reason
                            WHERE id = (SELECT ci_id FROM binnacle.source_record WHERE id = :id) AND (health <> :health OR health_reason IS DISTINCT FROM :reason)
                            """)
                .bind("id", id).bind("health", health.text()).bind("reason", reason).execute());
    }

    @Override
    public DiscoveryReport apply(DiscoveryResult result, double sureness, Instant observedAt) {
        DiscoveryReport report = applyTime.record(() -> reconciler.apply(result, sureness, observedAt));
        if (report == null) {
            throw new BugException("a reconciliation without a report");
        }
        tell(report.changes());
        return report;
    }

    @Override
    public void addListener(CmdbListener listener) {
        listeners.add(listener);
    }

    /** What people ask and decide about the identity of its items. */
    public Reconciliation reconciliation(ActivityStream activities) {
        return new JdbcReconciliation(jdbi, models, clock, reconciler, this::tell, activities);
    }

    /** What sources of intent say of its items. */
    public IntentRecords intentRecords() {
        return new JdbcIntentRecords(jdbi, models, reconciler, this::tell);
    }

    /** What time alone does to its items. */
    public Upkeep upkeep() {
        return new JdbcUpkeep(jdbi, reconciler, this::tell);
    }

    /** The past of its items. */
    public EstateHistory estateHistory() {
        return new JdbcEstateHistory(jdbi, models, clock);
    }

    /** How well its items are known. */
    public Qualities qualities() {
        return new JdbcQualities(jdbi, models, this::itemFields, clock);
    }

    private void tell(List<CiChange> written) {
        if (written.isEmpty()) {
            return;
        }
        boolean later = jdbi.withHandle(handle -> {
            boolean joined = handle.isInTransaction();
            if (joined) {
                handle.afterCommit(() -> tellNow(written));
            }
            return joined;
        });
        if (!later) {
            tellNow(written);
        }
    }

    private void tellNow(List<CiChange> written) {
        for (CmdbListener listener : listeners) {
            try {
                listener.itemsChanged(List.copyOf(written));
            } catch (RuntimeException e) {
                LOG.error("a listener of the CMDB failed changes={}", written.size(), e);
            }
        }
    }
}
