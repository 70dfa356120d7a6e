/**
 * OpenTelemetry metrics, as its exporters and collectors send them by OTLP.
 *
 * <p>The journey of a request: {@link io.binnacle.telemetry.intake.otlp.OtlpReceiver} takes its bytes; JSON is written as protobuf
 * first ({@link io.binnacle.telemetry.intake.otlp.JsonRequest}); {@code MetricsReader} reads the messages, {@code NameTranslation} and
 * {@code ResourceLabels} give series their names and labels as Prometheus does, {@code PointWriter} hands samples to the store.
 * What a sender counts since it last sent is added up by {@code DeltaSums}.
 *
 * <p>Invariants: a malformed body leaves nothing behind; what is wrong with one point does not touch another, and is told; memory
 * is bounded whatever comes.
 */
@NullMarked
package io.binnacle.telemetry.intake.otlp;

import org.jspecify.annotations.NullMarked;
