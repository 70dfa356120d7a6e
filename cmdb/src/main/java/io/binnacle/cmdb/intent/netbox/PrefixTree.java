package io.binnacle.cmdb.intent.netbox;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import org.jspecify.annotations.Nullable;

/** Which prefix lies within which. An answer takes as many looks as an address has bits. */
final class PrefixTree {

    private final Map<Place, ItemRef> prefixes = new HashMap<>();
    private final Map<Place, ItemRef> aggregates = new HashMap<>();

    /** @param start the bits of the prefix alone */
    private record Place(String vrf, BigInteger start, int length, int bits) {}

    private static Place place(@Nullable String vrf, Prefix prefix, int length) {
        return new Place(vrf == null ? "" : vrf, prefix.first().shiftRight(prefix.bits() - length), length,
                prefix.bits());
    }

    /** Of two equal ones in a VRF the first counts. */
    void prefix(@Nullable String vrf, @Nullable Prefix prefix, ItemRef ref) {
        if (prefix != null) {
            prefixes.putIfAbsent(place(vrf, prefix, prefix.length()), ref);
        }
    }

    void aggregate(@Nullable String text, ItemRef ref) {
        Prefix prefix = Prefix.parse(text);
        if (prefix != null) {
            aggregates.putIfAbsent(place(null, prefix, prefix.length()), ref);
        }
    }

    /** The smallest prefix of the VRF that holds it but is not it; else the smallest aggregate; null when there is none. */
    @Nullable
    ItemRef around(@Nullable String vrf, Prefix inner, ItemRef own) {
        for (int length = inner.length(); length >= 0; length--) {
            ItemRef found = prefixes.get(place(vrf, inner, length));
            if (found != null && !found.equals(own)) {
                return found;
            }
        }
        boolean prefix = own.ciClass().equals("prefix");
        for (int length = inner.length(); prefix && length >= 0; length--) {
            ItemRef found = aggregates.get(place(null, inner, length));
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
