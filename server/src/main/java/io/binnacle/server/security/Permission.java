package io.binnacle.server.security;

import java.util.Locale;
import java.util.Optional;

/**
 * What a route may need: {@code resource:action}. The name says both: {@code INCIDENT_WRITE} is written
 * {@code incident:write}. Declared once here, so that roles, tokens and the API document cannot disagree.
 */
public enum Permission {
    OVERVIEW_READ, SEARCH_READ, STREAM_READ, CI_READ, CI_WRITE, CLASS_WRITE, DISCOVERY_READ, DISCOVERY_RUN, METRIC_READ, METRIC_INGEST, METRIC_DELETE, ALERT_READ, INCIDENT_READ, INCIDENT_WRITE, DASHBOARD_READ, DASHBOARD_WRITE, CHANNEL_READ, CHANNEL_WRITE, ROLE_READ, USER_READ, USER_WRITE, TOKEN_READ, TOKEN_WRITE, AUDIT_READ, SYSTEM_READ, SNAPSHOT_WRITE,
    /** Binnacle's own metrics, as Prometheus scrapes them from {@code /metrics}. */
    METRICS_READ;

    private final String text;

    Permission() {
        this.text = name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    /** As it is written in the API: {@code incident:write}. */
    public String text() {
        return text;
    }

    boolean reads() {
        return text.endsWith(":read");
    }

    public static Optional<Permission> parse(String text) {
        for (Permission permission : values()) {
            if (permission.text.equals(text)) {
                return Optional.of(permission);
            }
        }
        return Optional.empty();
    }
}
