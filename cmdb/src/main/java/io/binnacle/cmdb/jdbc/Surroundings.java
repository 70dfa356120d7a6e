package io.binnacle.cmdb.jdbc;

import java.time.Instant;

import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.reconcile.IdentityRules;
import io.binnacle.kernel.id.Ids;
import org.jdbi.v3.core.Handle;

/**
 * What every part of a reconciliation works with.
 *
 * @param at when the world was so
 * @param now when it is written down
 */
record Surroundings(Handle handle, IdentityRules rules, CiModel model, Ids ids, Instant at, Instant now) {}
