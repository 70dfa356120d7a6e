package io.binnacle.cmdb.model;

import java.time.Duration;

/**
 * A relation that the model allows; it holds for subclasses of both ends too.
 *
 * @param label read from the start: {@code "runs on"}
 * @param inverse read from the end: {@code "hosts"}
 * @param lasting whether it outlives the sight of the item that it starts from: a stopped program still belongs to its
 *            machine, but it is connected to nothing
 * @param linger for how long it stays after it was seen last: a connection that opens and closes all day is one that
 *            holds
 */
public record RelationRule(String type, String label, String inverse, String from, String to,
        boolean lasting, Duration linger, Cardinality cardinality, Propagation propagation) {}
