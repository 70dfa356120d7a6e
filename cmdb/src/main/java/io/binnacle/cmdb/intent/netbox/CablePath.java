package io.binnacle.cmdb.intent.netbox;

import java.util.List;

/**
 * The way from a port, through cables and whatever they are plugged into, to where it ends.
 *
 * @param nodes in their order, the first port first; those of one step together
 * @param active whether it is complete, and every cable on it is connected
 * @param complete whether it reaches an end
 * @param split whether it leads on in several ways, so that none of them is it
 */
record CablePath(List<List<Node>> nodes, boolean active, boolean complete, boolean split) {

    /** An object on the way. */
    record Node(String model, String id) {}

    CablePath {
        nodes = List.copyOf(nodes);
    }

    Node origin() {
        return nodes.getFirst().getFirst();
    }
}
