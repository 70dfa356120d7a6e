package io.binnacle.server.security;

import java.util.Set;
import java.util.UUID;

import io.binnacle.kernel.error.Denied;

/**
 * Who makes a request, after sign-in: a user through a session, or an API token.
 *
 * @param id of the user or the token
 * @param name of the user, or of the token
 */
public record Principal(Kind kind, UUID id, String name, Set<Permission> permissions) {

    /** How the caller proved who it is. */
    public enum Kind {
        USER, TOKEN
    }

    public Principal {
        permissions = Set.copyOf(permissions);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** @throws Denied when it lacks the permission */
    public void require(Permission permission) {
        if (!may(permission)) {
            throw new Denied(permission.text());
        }
    }
}
