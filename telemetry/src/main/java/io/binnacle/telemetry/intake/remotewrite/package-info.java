/**
 * Prometheus remote write, 1.0 and 2.0.
 *
 * <p>The journey of a body: the server hands it, as it came, to the {@link
 * io.binnacle.telemetry.intake.remotewrite.RemoteWriteReceiver}, on one of whose few threads it is decompressed into a
 * buffer that is used again and again, then read where it lies. Which of the two messages it is the sender has told
 * ({@link io.binnacle.telemetry.intake.remotewrite.RemoteWriteMessage}). The labels of each series go to the store as
 * bytes, its samples as numbers; nothing is made a string or an object by sample. The
 * {@link io.binnacle.telemetry.intake.remotewrite.WriteResult} tells what was written and what was not, and why.
 *
 * <p>Invariants: a malformed body leaves nothing behind; what is wrong with one series does not touch another; the
 * memory in use is bounded whatever a body claims; nothing but {@code InvalidInput} comes of a body's bytes.
 */
@NullMarked
package io.binnacle.telemetry.intake.remotewrite;

import org.jspecify.annotations.NullMarked;
