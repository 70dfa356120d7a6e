package io.binnacle.cmdb.discovery.host;

/** A signature of one's own that two versions do not have alike. */
public record SignatureDifference(String signature, Kind kind) {

    /** Whether the signature is in both. */
    public enum Kind {
        ADDED, CHANGED, REMOVED
    }
}
