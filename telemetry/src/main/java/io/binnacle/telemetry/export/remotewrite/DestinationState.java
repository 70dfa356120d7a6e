package io.binnacle.telemetry.export.remotewrite;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How it goes with one destination.
 *
 * @param name            of the configuration, or made of the address
 * @param url             without what stands before an @ in it
 * @param healthy         whether the last request was taken
 * @param lastError       why the last one that was not taken was not; empty when there was none
 * @param lastErrorAt     when; null when there was none
 * @param failingSince    when the first request since the last one that was taken was not, be it before a restart; null while it is
 *                        healthy
 * @param shards          at work now
 * @param pending         read from the log and not taken yet
 * @param bytesBehind     what the log keeps for it
 * @param bytesBehindMax  how much it may keep
 * @param sentTotal       samples, histograms and exemplars that were taken since the start of the program
 * @param failedTotal     of the same, refused for good
 * @param droppedTotal    of the same, never sent: too old, of a series that is gone, or beyond the bound
 * @param highestSentMillis the latest time of a sample that was taken; null before the first
 */
public record DestinationState(String name, String url, boolean healthy, String lastError,
        @Nullable Instant lastErrorAt, @Nullable Instant failingSince, int shards, int pending, long bytesBehind,
        long bytesBehindMax, long sentTotal,
        long failedTotal, long droppedTotal, @Nullable Long highestSentMillis) {}
