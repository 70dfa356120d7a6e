package io.binnacle.timeseries.disk;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** There is no room left, or a quota is used up. The same call succeeds once there is room again. */
public final class DiskFull extends IOException {

    public DiskFull(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
