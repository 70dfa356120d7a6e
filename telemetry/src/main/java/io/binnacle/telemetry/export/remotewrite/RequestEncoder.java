package io.binnacle.telemetry.export.remotewrite;

/** Writes one of the two messages. Belongs to one thread. */
interface RequestEncoder {

    /** The message with all of it, not compressed. */
    byte[] encode(WriteColumns columns);
}
