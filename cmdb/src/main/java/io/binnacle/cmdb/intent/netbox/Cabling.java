package io.binnacle.cmdb.intent.netbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.binnacle.cmdb.intent.netbox.CablePath.Node;
import org.jspecify.annotations.Nullable;

/** What is plugged into what: the ends of each cable, and how ports of patch panels lead on. Immutable after it is made. */
final class Cabling {

    static final String CABLE = "dcim.cable";
    static final String TERMINATION = "dcim.cabletermination";

    private final NetboxDump dump;
    private final Map<String, Map<String, List<Node>>> endsOf = new HashMap<>();
    private final Map<Node, String> cableOf = new HashMap<>();
    private final Map<Node, String> sideOf = new HashMap<>();
    private final Map<String, List<Node>> frontsOf = new HashMap<>();

    Cabling(NetboxDump dump) {
        this.dump = dump;
        for (NetboxObject end : dump.all(TERMINATION)) {
            String kind = end.kind("termination_type");
            String id = end.text("termination_id");
            String cable = end.text("cable");
            String side = end.text("cable_end");
            if (kind != null && id != null && cable != null && side != null && dump.find(CABLE, cable) != null) {
                Node node = new Node(kind, id);
                endsOf.computeIfAbsent(cable, any -> new HashMap<>()).computeIfAbsent(side, any -> new ArrayList<>())
                        .add(node);
                cableOf.put(node, cable);
                sideOf.put(node, side);
            }
        }
        for (NetboxObject front : dump.all(PortMapping.FRONT)) {
            frontsOf.computeIfAbsent(front.text("rear_port", ""), any -> new ArrayList<>())
                    .add(new Node(PortMapping.FRONT, front.id()));
        }
    }

    /** Where a path can start and end, of those that a cable is plugged into; in the order of the cables' ends. */
    Set<Node> origins() {
        Set<Node> origins = new LinkedHashSet<>();
        for (NetboxObject end : dump.all(TERMINATION)) {
            Node node = new Node(String.valueOf(end.kind("termination_type")), end.text("termination_id", ""));
            if (cableOf.containsKey(node) && isEnd(node)) {
                origins.add(node);
            }
        }
        return origins;
    }

    /** Whether signals or power come from there or go there, rather than through. */
    boolean isEnd(Node node) {
        return switch (node.model()) {
            case PortMapping.FRONT, PortMapping.REAR, CircuitMapping.TERMINATION -> false;
            default -> true;
        };
    }

    /** The cable that is plugged in there; null when none is. */
    @Nullable
    Node cable(Node port) {
        String cable = cableOf.get(port);
        return cable == null ? null : new Node(CABLE, cable);
    }

    /** What is plugged in at the other end of the cable. */
    List<Node> far(Node port) {
        String cable = cableOf.get(port);
        String side = sideOf.get(port);
        if (cable == null || side == null) {
            return List.of();
        }
        return endsOf.getOrDefault(cable, Map.of()).getOrDefault(side.equals("A") ? "B" : "A", List.of());
    }

    boolean isConnected(Node cable) {
        NetboxObject found = dump.find(CABLE, cable.id());
        return found != null && "connected".equals(found.text("status"));
    }

    @Nullable
    NetboxObject object(Node node) {
        return dump.find(node.model(), node.id());
    }

    /** The ports of a patch panel's front that a rear port leads to at that position; at any of them when it is 0. */
    List<Node> fronts(Node rear, int position) {
        return frontsOf.getOrDefault(rear.id(), List.of()).stream()
                .filter(front -> position == 0 || position(front) == position).toList();
    }

    /** At the rear port that a front port leads to. */
    int position(Node front) {
        NetboxObject found = object(front);
        return found == null ? 1 : number(found.text("rear_port_position"), 1);
    }

    int positions(Node rear) {
        NetboxObject found = object(rear);
        return found == null ? 1 : number(found.text("positions"), 1);
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** The other end of the circuit; null when it has none. */
    @Nullable
    NetboxObject otherSide(NetboxObject termination) {
        String other = "A".equals(termination.text("term_side")) ? "Z" : "A";
        for (NetboxObject each : dump.all(CircuitMapping.TERMINATION)) {
            if (other.equals(each.text("term_side"))
                    && java.util.Objects.equals(each.text("circuit"), termination.text("circuit"))) {
                return each;
            }
        }
        return null;
    }
}
