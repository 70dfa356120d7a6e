package io.binnacle.server.security;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A named set of permissions; each role has everything that the one before it has. */
public enum Role {
    /** Sees the estate and what is wrong with it. */
    VIEWER(viewer()),
    /** Works on incidents, makes dashboards and runs discovery. */
    OPERATOR(viewer(), Permission.INCIDENT_WRITE, Permission.CI_WRITE, Permission.DASHBOARD_WRITE,
            Permission.DISCOVERY_RUN,
            Permission.CHANNEL_READ,
            Permission.SYSTEM_READ),
    /** Decides who is notified and sees who did what. */
    MANAGER(OPERATOR.permissions, Permission.CHANNEL_WRITE, Permission.AUDIT_READ, Permission.USER_READ),
    /** May do everything. */
    ADMINISTRATOR(EnumSet.allOf(Permission.class));

    /** Unmodifiable. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Permission> permissions;

    Role(Set<Permission> inherited, Permission... more) {
        EnumSet<Permission> all = EnumSet.copyOf(inherited);
        Collections.addAll(all, more);
        this.permissions = Collections.unmodifiableSet(all);
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    /** As it is written in the API and the database: {@code operator}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> parse(String text) {
        for (Role role : values()) {
            if (role.text().equals(text)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** Everything that can be read, but not accounts, tokens, the audit log, the system, and channels with their URLs. */
    private static Set<Permission> viewer() {
        EnumSet<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (Permission permission : Permission.values()) {
            if (permission.reads()) {
                permissions.add(permission);
            }
        }
        permissions.removeAll(EnumSet.of(Permission.USER_READ, Permission.TOKEN_READ, Permission.AUDIT_READ,
                Permission.SYSTEM_READ, Permission.CHANNEL_READ));
        return permissions;
    }
}
