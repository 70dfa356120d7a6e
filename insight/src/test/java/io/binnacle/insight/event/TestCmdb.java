package io.binnacle.insight.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.ClassSummary;
import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.CmdbListener;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.DiscoveryReport;
import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.Lifecycle;
import io.binnacle.cmdb.RelatedItem;
import io.binnacle.cmdb.WatchedService;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.health.Health;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import org.jspecify.annotations.Nullable;

/** An inventory in a map, as far as alerts need one. */
final class TestCmdb implements Cmdb {

    final Map<UUID, ConfigurationItem> items = new LinkedHashMap<>();

    ConfigurationItem add(String ciClass, String key) {
        ConfigurationItem item = new ConfigurationItem(UUID.randomUUID(), ciClass, "the " + key, key,
                Lifecycle.IN_SERVICE, Map.of(), List.of(), "test", Instant.EPOCH, Instant.EPOCH, Health.OK, null);
        items.put(item.id(), item);
        return item;
    }

    void lifecycle(UUID id, Lifecycle lifecycle) {
        items.computeIfPresent(id, (key, item) -> new ConfigurationItem(id, item.ciClass(), item.name(), item.key(),
                lifecycle, Map.of(), List.of(), "test", Instant.EPOCH, Instant.EPOCH, item.health(), null));
    }

    Health healthOf(ConfigurationItem item) {
        return get(item.id()).health();
    }

    @Override
    public ConfigurationItem get(UUID id) {
        return find(id).orElseThrow(() -> new NotFound("item", id.toString()));
    }

    @Override
    public Optional<ConfigurationItem> find(UUID id) {
        return Optional.ofNullable(items.get(id));
    }

    @Override
    public Optional<ConfigurationItem> findByKey(String ciClass, String key) {
        return items.values().stream().filter(item -> item.ciClass().equals(ciClass) && item.key().equals(key))
                .findFirst();
    }

    @Override
    public void setHealth(UUID id, Health health, @Nullable String reason) {
        ConfigurationItem item = get(id);
        items.put(id, new ConfigurationItem(id, item.ciClass(), item.name(), item.key(), item.lifecycle(), Map.of(),
                List.of(), "test", Instant.EPOCH, Instant.EPOCH, health, reason));
    }

    @Override
    public CiModel model() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<ConfigurationItem> list(ListQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ListSchema itemFields() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ListSchema changeFields() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RelatedItem> related(UUID id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<CiChange> history(UUID id, ListQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<CiChange> changes(ListQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ClassSummary> classSummaries() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<WatchedService> watchedServices() {
        throw new UnsupportedOperationException();
    }

    @Override
    public DiscoveryReport apply(DiscoveryResult result, double sureness, Instant observedAt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addListener(CmdbListener listener) {
        throw new UnsupportedOperationException();
    }
}
