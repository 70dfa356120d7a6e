package io.binnacle.cmdb.reconcile;

import java.util.UUID;

/**
 * What a person said of two records, against or beside the rules.
 *
 * @param same whether they are one thing or two
 */
public record Decision(UUID one, UUID other, boolean same) {}
