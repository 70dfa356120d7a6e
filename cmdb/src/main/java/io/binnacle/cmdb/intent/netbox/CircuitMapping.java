package io.binnacle.cmdb.intent.netbox;

import java.util.Set;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.intent.Values;
import org.jspecify.annotations.Nullable;

/** Circuits, where they end, and the networks of providers beyond. */
final class CircuitMapping {

    static final String CIRCUIT = "circuits.circuit";
    static final String TERMINATION = "circuits.circuittermination";
    static final String NETWORK = "circuits.providernetwork";
    private static final String TYPE = "circuits.circuittype";
    private static final String PROVIDER = "circuits.provider";
    private static final String PROVIDED_BY = "provided_by";
    private static final int KILO = 1_000;

    private final Mapping mapping;
    private final NetboxDump dump;

    CircuitMapping(Mapping mapping) {
        this.mapping = mapping;
        this.dump = mapping.dump();
    }

    Set<String> run() {
        for (NetboxObject network : dump.all(NETWORK)) {
            ItemRef ref = mapping.item(network, "provider_network", network.name(),
                    new Values().put("provider", dump.nameOf(network, "provider", PROVIDER))
                            .put("service_id", network.text("service_id")));
            mapping.relate(ref, PROVIDED_BY, mapping.ref(network, "provider", PROVIDER));
        }
        for (NetboxObject circuit : dump.all(CIRCUIT)) {
            ItemRef ref = mapping.item(circuit, "circuit", circuit.text("cid", circuit.name()),
                    new Values().put("circuit_id", circuit.text("cid"))
                            .put("provider", dump.nameOf(circuit, "provider", PROVIDER))
                            .put("type", dump.nameOf(circuit, "type", TYPE))
                            .put("speed", bits(circuit, "commit_rate"))
                            .put("installed_on", circuit.text("install_date"))
                            .put("terminates_on", circuit.text("termination_date")));
            mapping.relate(ref, PROVIDED_BY, mapping.ref(circuit, "provider", PROVIDER));
        }
        dump.all(TERMINATION).forEach(this::termination);
        dump.all(TYPE).forEach(each -> mapping.draft().folded(TYPE));
        return Set.of(CIRCUIT, TERMINATION, NETWORK, TYPE);
    }

    private void termination(NetboxObject termination) {
        NetboxObject circuit = dump.of(termination, "circuit", CIRCUIT);
        String side = termination.text("term_side", "");
        ItemRef ref = mapping.item(termination, "circuit_termination",
                (circuit == null ? "circuit" : circuit.text("cid", "circuit")) + " " + side,
                new Values().put("side", side).put("speed", bits(termination, "port_speed"))
                        .put("upstream_speed", bits(termination, "upstream_speed"))
                        .put("cross_connect", termination.text("xconnect_id"))
                        .put("patch_position", termination.text("pp_info"))
                        .put("connected", termination.is("mark_connected") ? Boolean.TRUE : null));
        mapping.relate(ref, "part_of", mapping.ref(termination, "circuit", CIRCUIT));
        ItemRef network = mapping.ref(termination, "provider_network", NETWORK);
        mapping.relate(ref, "ends_at", network == null ? mapping.ref(termination, "site", "dcim.site") : network);
    }

    private static @Nullable Object bits(NetboxObject object, String field) {
        Double kilobits = TypeMapping.decimal(object, field);
        return kilobits == null ? null : Math.round(kilobits * KILO);
    }
}
