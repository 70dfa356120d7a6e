package io.binnacle.cmdb.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.SourceRecord;
import io.binnacle.cmdb.model.AttributeValues;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.error.BugException;

/** What is left of a discovery result after the model has looked at it: good items with values of the declared types. */
record Checked(Map<ItemRef, Item> items) {

    /** No host has that many things; a source that gives more has lost its way. */
    private static final int ITEMS_MAX = 200_000;

    /** A good item. The fingerprint is of all that is stored of it. */
    record Item(String ciClass, String key, String name, Map<String, Object> attributes, List<Identifier> identifiers,
            long fingerprint) {

        ItemRef ref() {
            return new ItemRef(ciClass, key);
        }
    }

    static Checked check(CiModel model, DiscoveryResult result, Problems problems) {
        Map<ItemRef, Item> items = LinkedHashMap.newLinkedHashMap(result.items().size());
        for (ObservedItem observed : result.items()) {
            CiClass ciClass = model.find(observed.ciClass()).orElse(null);
            String key = AttributeValues.clean(observed.key());
            String name = AttributeValues.clean(observed.name());
            String place = observed.ciClass() + " " + key;
            if (ciClass == null) {
                problems.add(place + ": there is no such class");
            } else if (!ciClass.concrete()) {
                problems.add(place + ": the class is abstract; one of its subclasses is needed");
            } else if (key.isEmpty() || name.isEmpty()) {
                problems.add(place + ": a key and a name are needed, got the name \"" + name + "\"");
            } else if (items.size() >= ITEMS_MAX) {
                problems.add(place + ": more than " + ITEMS_MAX + " items in one result");
            } else {
                Item item = item(ciClass, key, name, observed, place, problems);
                if (items.putIfAbsent(item.ref(), item) != null) {
                    problems.add(place + ": given twice, the first counts");
                }
            }
        }
        return new Checked(items);
    }

    private static Item item(CiClass ciClass, String key, String name, ObservedItem observed, String place,
            Problems problems) {
        Map<String, Object> attributes = AttributeValues.coerce(ciClass, observed.attributes(),
                problem -> problems.add(place + ": attribute " + problem));
        List<Identifier> identifiers = observed.identifiers().stream()
                .map(each -> new Identifier(each.kind(), AttributeValues.clean(each.value())))
                .filter(each -> !each.value().isEmpty()).distinct().toList();
        return new Item(ciClass.name(), key, name, attributes, identifiers, fingerprint(name, attributes,
                identifiers));
    }

    /** What a person entered, checked already. It bears no identifiers. */
    static Item entered(String ciClass, String key, String name, Map<String, Object> attributes) {
        return new Item(ciClass, key, name, attributes, List.of(), fingerprint(name, attributes, List.of()));
    }

    /** What is stored of a record: it was checked when it came. */
    static Item stored(SourceRecord record) {
        return new Item(record.ciClass(), record.key(), record.name(), record.attributes(), record.identifiers(),
                fingerprint(record.name(), record.attributes(), record.identifiers()));
    }

    /** 64 bits of SHA-256: two different observations of one item are mistaken for equal once in 2^64. */
    private static long fingerprint(String name, Map<String, Object> attributes, List<Identifier> identifiers) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + '\0' + attributes + '\0' + identifiers).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new BugException("every JVM has SHA-256", e);
        }
    }
}
