package io.binnacle.cmdb.intent.netbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.intent.Values;
import io.binnacle.cmdb.intent.netbox.CablePath.Node;
import org.jspecify.annotations.Nullable;

/** Cables, and the paths that lead through them. */
final class CableMapping {

    private static final String PATH = "dcim.cablepath";
    private static final String ENDS_AT = "ends_at";
    private static final Map<String, Double> METRES = Map.of("km", 1000.0, "m", 1.0, "cm", 0.01, "mi", 1609.344, "ft",
            0.3048, "in", 0.0254);

    private final Mapping mapping;
    private final NetboxDump dump;

    CableMapping(Mapping mapping) {
        this.mapping = mapping;
        this.dump = mapping.dump();
    }

    Set<String> run() {
        for (NetboxObject cable : dump.all(Cabling.CABLE)) {
            mapping.item(cable, "cable", cable.text("label", "Cable " + cable.id()),
                    new Values().put("type", cable.text("type")).put("cable_label", cable.text("label"))
                            .put("colour", cable.text("color")).put("length", metres(cable)));
        }
        for (NetboxObject end : dump.all(Cabling.TERMINATION)) {
            ItemRef cable = mapping.ref(end, "cable", Cabling.CABLE);
            ItemRef port = mapping.ref(end.kind("termination_type"), end.text("termination_id"));
            if (cable == null || port == null) {
                mapping.draft().skipped(Cabling.TERMINATION, "of a cable or port that is not in the file");
            } else {
                mapping.relate(cable, ENDS_AT, port);
                mapping.draft().related(Cabling.TERMINATION);
            }
        }
        paths();
        return Set.of(Cabling.CABLE, Cabling.TERMINATION, PATH);
    }

    /** Each path of the file is accounted for by the one that is traced; those that are not traced are out of date. */
    private void paths() {
        Cabling cabling = new Cabling(dump);
        int traced = 0;
        int stored = dump.all(PATH).size();
        for (Node origin : cabling.origins()) {
            CablePath path = new CableTrace(cabling).from(origin);
            if (path != null) {
                path(path, traced < stored ? PATH : "cable paths that are not in the file");
                traced++;
            }
        }
        for (int i = traced; i < stored; i++) {
            mapping.draft().skipped(PATH, "leads through no cable of the file");
        }
    }

    private void path(CablePath path, String kind) {
        ItemRef origin = mapping.ref(path.origin().model(), path.origin().id());
        if (origin == null) {
            mapping.draft().skipped(kind, "starts at a port that is not in the file");
            return;
        }
        List<String> hops = new ArrayList<>();
        for (List<Node> step : path.nodes()) {
            step.forEach(node -> hops.add(words(node)));
        }
        ItemRef ref = mapping.draft().item(kind, "cable_path", origin.key() + "/path",
                hops.getFirst() + " to " + hops.getLast(),
                new Values().put("active", path.active()).put("complete", path.complete()).put("split", path.split())
                        .put("hops", hops).map(),
                List.of());
        mapping.relate(ref, ENDS_AT, origin);
        List<Node> last = path.nodes().getLast();
        for (List<Node> step : path.nodes().subList(1, path.nodes().size())) {
            for (Node node : step) {
                ItemRef on = mapping.ref(node.model(), node.id());
                if (path.complete() && step.equals(last) && !node.model().equals(CircuitMapping.NETWORK)) {
                    mapping.relate(ref, ENDS_AT, on);
                } else if (!node.model().equals(CircuitMapping.NETWORK) && !node.model().equals("dcim.site")) {
                    mapping.relate(ref, "passes_through", on);
                }
            }
        }
    }

    private String words(Node node) {
        NetboxObject object = dump.find(node.model(), node.id());
        if (object == null) {
            return node.model() + " " + node.id();
        }
        String machine = dump.nameOf(object, "device", DeviceMapping.DEVICE);
        return switch (node.model()) {
            case Cabling.CABLE -> object.text("label", "cable " + node.id());
            case CircuitMapping.TERMINATION -> {
                NetboxObject circuit = dump.of(object, "circuit", CircuitMapping.CIRCUIT);
                yield "circuit " + (circuit == null ? "" : circuit.text("cid", "")) + " "
                        + object.text("term_side", "").toUpperCase(Locale.ROOT);
            }
            default -> machine == null ? object.name() : machine + " " + object.name();
        };
    }

    private static @Nullable Double metres(NetboxObject cable) {
        Double length = TypeMapping.decimal(cable, "length");
        Double unit = METRES.get(cable.text("length_unit", ""));
        return length == null || unit == null ? null : length * unit;
    }
}
