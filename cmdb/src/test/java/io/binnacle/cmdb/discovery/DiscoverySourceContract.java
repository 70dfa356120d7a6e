package io.binnacle.cmdb.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.Identifier;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.ObservedRelation;
import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.AttributeValues;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.CiModelReader;
import org.junit.jupiter.api.Test;

/**
 * What every discovery source keeps; see {@link DiscoverySource} for the promises in words. A source's test extends this
 * and gives sources that look at a world which stands still.
 */
public abstract class DiscoverySourceContract {

    /** The model that the items conform to. */
    private final CiModel model = CiModelReader.shipped();

    /** A new source; every one looks at the same world. */
    protected abstract DiscoverySource source();

    /** Whether the items of the world may come and go during the test (a live machine). */
    protected boolean restless() {
        return false;
    }

    @Test
    void itHasAShortName() {
        assertThat(source().name()).matches("[a-z][a-z0-9-]{0,30}");
        assertThat(source().discover().source()).isEqualTo(source().name());
    }

    @Test
    void theScopeIsTheSameInEveryLook() {
        assertThat(source().discover().scope()).isNotBlank().isEqualTo(source().discover().scope());
    }

    @Test
    void anUnchangedWorldLooksTheSameAgain() {
        DiscoverySource source = source();
        DiscoveryResult first = source.discover();
        DiscoveryResult again = source.discover();
        DiscoveryResult byAnother = source().discover();
        if (!restless()) {
            assertThat(tracked(again)).isEqualTo(tracked(first));
            assertThat(tracked(byAnother)).isEqualTo(tracked(first));
            assertThat(links(again)).isEqualTo(links(first));
        }
        assertThat(again.complete()).isEqualTo(first.complete());
    }

    @Test
    void eachItemComesOnceWithAKeyAndAName() {
        List<ObservedItem> items = source().discover().items();
        assertThat(items).extracting(ObservedItem::ref).doesNotHaveDuplicates();
        assertThat(items).allSatisfy(item -> {
            assertThat(item.key()).isNotBlank();
            assertThat(item.name()).isNotBlank();
        });
    }

    @Test
    void everyKeyBelongsToTheScope() {
        DiscoveryResult result = source().discover();
        assertThat(result.items()).allSatisfy(item -> assertThat(item.key()).startsWith(result.scope()));
    }

    @Test
    void anIdentifierNamesOneItemOfAClass() {
        Set<String> seen = new HashSet<>();
        for (ObservedItem item : source().discover().items()) {
            for (Identifier identifier : item.identifiers()) {
                assertThat(seen.add(item.ciClass() + " " + identifier)).as("%s of %s is unique", identifier, item)
                        .isTrue();
            }
        }
    }

    @Test
    void everyAttributeIsTheModelsAndOfItsType() {
        assertThat(source().discover().items()).allSatisfy(item -> {
            CiClass ciClass = model.find(item.ciClass()).orElseThrow();
            AttributeValues.coerce(ciClass, item.attributes(),
                    problem -> assertThat(problem).as("%s", item).isNull());
        });
    }

    @Test
    void everyRelationJoinsGivenItemsAsTheModelAllows() {
        DiscoveryResult result = source().discover();
        Set<ItemRef> refs = result.items().stream().map(ObservedItem::ref).collect(Collectors.toSet());
        assertThat(result.relations()).allSatisfy(relation -> {
            assertThat(refs).contains(relation.from(), relation.to());
            assertThat(model.allows(relation.from().ciClass(), relation.type(), relation.to().ciClass()))
                    .as("%s", relation).isTrue();
        });
    }

    @Test
    void completeClassesAreTheModels() {
        assertThat(source().discover().complete()).allSatisfy(name -> assertThat(model.find(name)).isPresent());
    }

    @Test
    void problemsAreWords() {
        assertThat(source().discover().problems()).allSatisfy(problem -> assertThat(problem).contains(" "));
    }

    private Map<ItemRef, Object> tracked(DiscoveryResult result) {
        Map<ItemRef, Object> items = new LinkedHashMap<>();
        for (ObservedItem item : result.items()) {
            Map<String, Object> attributes = new LinkedHashMap<>(item.attributes());
            attributes.keySet().removeIf(name -> model.find(item.ciClass()).flatMap(each -> each.attribute(name))
                    .map(Attribute::tracked).orElse(true).equals(false));
            items.put(item.ref(), List.of(item.name(), attributes, item.identifiers()));
        }
        return items;
    }

    private static Set<String> links(DiscoveryResult result) {
        return result.relations().stream()
                .map((ObservedRelation each) -> each.from() + " " + each.type() + " " + each.to())
                .collect(Collectors.toSet());
    }
}
