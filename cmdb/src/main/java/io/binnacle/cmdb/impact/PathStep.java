package io.binnacle.cmdb.impact;

/**
 * One relation of a path.
 *
 * @param item where the step leads to
 * @param relation type of the relation
 * @param outgoing whether the relation starts at the item that the step comes from
 * @param reason why failure goes this way, in one sentence
 */
public record PathStep(ImpactItem item, String relation, boolean outgoing, String reason) {}
