/**
 * PostgreSQL as a child process.
 *
 * <p>Journey of a start: {@link io.binnacle.storage.postgres.EmbeddedPostgres} takes the lock of the data directory;
 * {@code PostgresRuntime} unpacks the programs once; {@code ChildRights} finds how a child may run (PostgreSQL refuses
 * root) and dies with its parent; {@code Cluster} initialises the data once and clears away what a killed server left;
 * {@code Postmaster} is one run of the server; the keeper thread starts the next run when one dies.
 *
 * <p>Below the data directory: {@code postgres/cluster} (PostgreSQL's own), {@code postgres/password},
 * {@code postgres/lock}, {@code postgres/owner} (the process id of the lock's holder), {@code postgres/postgresql.log}.
 *
 * <p>Invariants: one process at a time owns a data directory, for its whole life; nothing listens beyond the loopback
 * interface; a half-made runtime or cluster never bears its final name.
 */
@NullMarked
package io.binnacle.storage.postgres;

import org.jspecify.annotations.NullMarked;
