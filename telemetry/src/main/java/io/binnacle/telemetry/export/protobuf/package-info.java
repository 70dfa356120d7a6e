/**
 * Writes protobuf's wire format, and the messages that remote read and remote write share. No class is generated and no object made a
 * field: who writes knows the numbers of the fields.
 */
@NullMarked
package io.binnacle.telemetry.export.protobuf;

import org.jspecify.annotations.NullMarked;
