/**
 * A store whose samples live in another server: one that speaks Prometheus' remote write and its query API or remote read, for
 * estates that have outgrown one machine.
 *
 * <p>The journey of a sample: it is committed to a <em>near</em> store on this machine, which decides what is taken and whose
 * log makes the acknowledgement true. {@link io.binnacle.telemetry.export.remotewrite.RemoteWriting} follows that log and writes to the
 * other server, however long that was away. A {@link io.binnacle.telemetry.remotestore.RemoteTimeSeriesStore} answers what lies
 * in the last hours from the near store alone; for what is older it asks the other server, by a
 * {@link io.binnacle.telemetry.remotestore.SampleSource}, and adds what the near store has.
 *
 * <p>Invariants: every series has one label of ours over there, and only those that have it are asked for; PromQL is evaluated
 * here, on samples (ADR 0016); what the other server cannot do is told by {@code capabilities()}.
 */
@NullMarked
package io.binnacle.telemetry.remotestore;

import org.jspecify.annotations.NullMarked;
