package io.binnacle.cmdb.impact;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/** What nodes and edges have in common, each kept once. Safe for use by several threads. */
record Vocabulary(Interned<ItemFacet> facets, Interned<EdgeKind> kinds, ImpactModel model,
        Map<String, Boolean> services) {

    /** A kind of edge is kept in two bytes. */
    private static final int KINDS_MAX = 1 << 16;

    static Vocabulary of(ImpactModel model) {
        Vocabulary words = new Vocabulary(new Interned<>("states of items", Integer.MAX_VALUE),
                new Interned<>("types and redundancies of relations", KINDS_MAX), model, new ConcurrentHashMap<>());
        words.facets.number(ItemFacet.ABSENT);
        return words;
    }

    int kind(String fromClass, String type, String toClass, @Nullable Redundancy redundancy) {
        return kinds.number(new EdgeKind(type, model.propagation(fromClass, type, toClass), redundancy));
    }

    boolean isService(ItemFacet facet) {
        return services.computeIfAbsent(facet.ciClass(), model::isService);
    }
}
