/**
 * Prometheus remote read: another Prometheus, or whatever speaks like it, reads samples as they are stored.
 *
 * <p>A request's journey: {@link io.binnacle.telemetry.export.remoteread.ReadRequest} takes the body apart,
 * {@link io.binnacle.telemetry.export.remoteread.RemoteReader} asks the store and writes the answer: samples as a whole, or frames of
 * chunks that are compressed as Prometheus compresses them, one after the other while the reader takes them.
 *
 * <p>Invariants: series come in the order of their labels, samples by time; an answer of samples that does not fit is refused as a whole.
 */
@NullMarked
package io.binnacle.telemetry.export.remoteread;

import org.jspecify.annotations.NullMarked;
