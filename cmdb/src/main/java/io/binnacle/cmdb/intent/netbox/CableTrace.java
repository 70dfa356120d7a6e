package io.binnacle.cmdb.intent.netbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.binnacle.cmdb.intent.netbox.CablePath.Node;
import org.jspecify.annotations.Nullable;

/**
 * Follows a port's cable to where it ends, as NetBox defines it: through the two faces of patch panels, where bundles keep
 * the place of each fibre in mind, and through circuits. For one use.
 */
final class CableTrace {

    private final Cabling cabling;
    private final List<List<Node>> path = new ArrayList<>();
    private final Deque<Integer> positions = new ArrayDeque<>();
    private final Set<Node> passed = new HashSet<>();
    private boolean active = true;
    private boolean complete;
    private boolean split;

    CableTrace(Cabling cabling) {
        this.cabling = cabling;
    }

    /** Null when nothing is plugged in there. */
    @Nullable
    CablePath from(Node origin) {
        Node near = origin;
        while (near != null) {
            path.add(List.of(near));
            Node cable = cabling.cable(near);
            // A ring of patch cords has no end.
            if (cable == null || !passed.add(cable)) {
                break;
            }
            path.add(List.of(cable));
            active &= cabling.isConnected(cable);
            List<Node> far = cabling.far(near);
            if (far.isEmpty()) {
                break;
            }
            path.add(far);
            near = onward(far.getFirst());
        }
        return path.size() == 1 ? null : new CablePath(path, active && complete, complete, split);
    }

    /** Where it leads on from the far end of a cable; null where it ends. */
    private @Nullable Node onward(Node far) {
        return switch (far.model()) {
            case PortMapping.FRONT -> throughFront(far);
            case PortMapping.REAR -> throughRear(far);
            case CircuitMapping.TERMINATION -> throughCircuit(far);
            default -> {
                complete = true;
                yield null;
            }
        };
    }

    private @Nullable Node throughFront(Node front) {
        NetboxObject object = cabling.object(front);
        String rearId = object == null ? null : object.text("rear_port");
        if (rearId == null) {
            return null;
        }
        Node rear = new Node(PortMapping.REAR, rearId);
        if (cabling.positions(rear) > 1) {
            positions.push(cabling.position(front));
        }
        return rear;
    }

    private @Nullable Node throughRear(Node rear) {
        int position = 1;
        if (cabling.positions(rear) > 1) {
            Integer kept = positions.poll();
            if (kept == null) {
                split = true;
                return null;
            }
            position = kept;
        }
        List<Node> fronts = cabling.fronts(rear, position);
        return fronts.isEmpty() ? null : fronts.getFirst();
    }

    private @Nullable Node throughCircuit(Node termination) {
        NetboxObject object = cabling.object(termination);
        NetboxObject other = object == null ? null : cabling.otherSide(object);
        if (other == null) {
            return null;
        }
        Node node = new Node(CircuitMapping.TERMINATION, other.id());
        String network = other.text("provider_network");
        if (network != null) {
            path.add(List.of(node));
            path.add(List.of(new Node(CircuitMapping.NETWORK, network)));
            complete = true;
            return null;
        }
        String site = other.text("site");
        if (site != null && cabling.cable(node) == null) {
            path.add(List.of(node));
            path.add(List.of(new Node("dcim.site", site)));
            return null;
        }
        return node;
    }
}
