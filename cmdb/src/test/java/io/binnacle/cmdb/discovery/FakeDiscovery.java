package io.binnacle.cmdb.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.ObservedRelation;
import org.jspecify.annotations.Nullable;

/** A source whose world is made by the test. */
public final class FakeDiscovery implements DiscoverySource {

    private final String name;
    private final String scope;
    private final Map<ItemRef, ObservedItem> items = new LinkedHashMap<>();
    private final List<ObservedRelation> relations = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Set<String> complete = Set.of("server", "file_system", "application", "system_service", "package");
    private @Nullable RuntimeException failure;

    public FakeDiscovery(String name, String scope) {
        this.name = name;
        this.scope = scope;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized DiscoveryResult discover() {
        if (failure != null) {
            throw failure;
        }
        return new DiscoveryResult(name, scope, complete, List.copyOf(items.values()), relations, problems);
    }

    /** Adds the item, or puts it in place of the one with the same key. */
    public synchronized ItemRef item(String ciClass, String part, String itemName, Map<String, Object> attributes,
            Identifier... identifiers) {
        ObservedItem item = new ObservedItem(ciClass, part.isEmpty() ? scope : scope + ":" + part, itemName,
                attributes, List.of(identifiers));
        items.put(item.ref(), item);
        return item.ref();
    }

    public synchronized void remove(ItemRef ref) {
        items.remove(ref);
        relations.removeIf(relation -> relation.from().equals(ref) || relation.to().equals(ref));
    }

    public synchronized void relation(ItemRef from, String type, ItemRef to) {
        relations.add(new ObservedRelation(from, type, to, Map.of()));
    }

    public synchronized void clearRelations() {
        relations.clear();
    }

    public synchronized void completeClasses(String... classes) {
        complete = Set.of(classes);
    }

    public synchronized void failWith(@Nullable RuntimeException exception) {
        failure = exception;
    }
}
