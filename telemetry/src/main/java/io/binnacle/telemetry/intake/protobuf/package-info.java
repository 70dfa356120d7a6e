/**
 * Protobuf's wire format, read in place: what remote write, OTLP and the protobuf exposition have in common.
 *
 * <p>Invariants: nothing outside of the given bytes is read; no memory is taken for what a message claims, only for what is
 * there; nothing but {@code InvalidInput} comes of any bytes.
 */
@NullMarked
package io.binnacle.telemetry.intake.protobuf;

import org.jspecify.annotations.NullMarked;
