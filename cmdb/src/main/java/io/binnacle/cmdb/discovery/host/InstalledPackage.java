package io.binnacle.cmdb.discovery.host;

/**
 * A package as its package system knows it.
 *
 * @param system {@code dpkg} or {@code rpm}
 * @param size in bytes; 0 when unknown
 */
record InstalledPackage(String system, String name, String version, String architecture, String section,
        String maintainer, long size, String source, String description) {

    /** The upstream part: {@code 1:9.2p1-2+deb12u3} is 9.2p1. */
    String upstreamVersion() {
        String plain = version.substring(version.indexOf(':') + 1);
        int revision = plain.lastIndexOf('-');
        return revision > 0 ? plain.substring(0, revision) : plain;
    }
}
