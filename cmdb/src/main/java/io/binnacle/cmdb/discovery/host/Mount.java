package io.binnacle.cmdb.discovery.host;

import java.util.List;

/**
 * A mounted file system that holds data, as the kernel lists it.
 *
 * @param device what is mounted: {@code /dev/sda1}, {@code tmpfs}, {@code nas:/export}
 * @param type {@code ext4}, {@code xfs}, {@code nfs4}, ...
 * @param mayHang whether asking it for its size may block without end: its data is behind a network or another process
 * @param options of this mount: {@code rw}, {@code noatime}, ...
 */
public record Mount(String device, String mountPoint, String type, boolean readOnly, boolean mayHang,
        List<String> options) {}
