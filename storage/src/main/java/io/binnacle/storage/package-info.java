/**
 * The relational store that every capability shares.
 *
 * <p>Journey of a row: a capability's {@code …jdbc} class calls {@link io.binnacle.storage.Database#jdbi()}; a connection
 * comes from the bounded pool; PostgreSQL ({@link io.binnacle.storage.postgres.EmbeddedPostgres} or one by URL) writes it
 * ahead and answers the commit; {@link io.binnacle.storage.activity.ActivityStream} notes who did it, in the same
 * transaction; {@link io.binnacle.storage.list.ListSchema} pages it out again.
 *
 * <p>Invariants: an acknowledged commit is durable; one schema, {@code binnacle}, and one migration history for all
 * modules; SQL stands in {@code …jdbc} packages and in {@code db/migration} only.
 */
@NullMarked
package io.binnacle.storage;

import org.jspecify.annotations.NullMarked;
