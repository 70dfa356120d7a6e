package io.binnacle.telemetry.intake.remotewrite;

import io.binnacle.kernel.error.InvalidInput;

/**
 * Bounds of a {@link RemoteWriteReceiver}.
 *
 * @param threads requests that are parsed and stored at once
 * @param waitingMax requests that may wait for one of the threads; further ones are refused
 * @param decompressedBytesMax largest body after decompression
 */
public record RemoteWriteSettings(int threads, int waitingMax, int decompressedBytesMax) {

    public RemoteWriteSettings {
        requirePositive("threads", threads);
        requirePositive("waitingMax", waitingMax);
        requirePositive("decompressedBytesMax", decompressedBytesMax);
    }

    /**
     * As many threads as processors, but four at least: some wait for the disk while others parse, and one sync serves
     * all who wait for it. Bodies have some hundred kB decompressed; the largest known sender stops at 8 MiB.
     */
    public static RemoteWriteSettings defaults() {
        return new RemoteWriteSettings(Math.max(4, Runtime.getRuntime().availableProcessors()), 64, 16 << 20);
    }

    private static void requirePositive(String field, int value) {
        if (value <= 0) {
            throw new InvalidInput(field, "more than 0", value);
        }
    }
}
