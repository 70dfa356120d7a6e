package io.binnacle.server.security.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import io.binnacle.kernel.error.Corrupt;
import io.binnacle.server.security.Role;
import io.binnacle.server.security.User;
import org.jspecify.annotations.Nullable;

/** Reads values of the tables that this package owns. */
final class Columns {

    private Columns() {
    }

    static User user(ResultSet row) throws SQLException {
        String role = row.getString("role");
        return new User(row.getObject("id", UUID.class), row.getString("name"), row.getString("display_name"),
                Role.parse(role).orElseThrow(() -> new Corrupt("a user has the role " + role, null)),
                row.getBoolean("enabled"), instant(row, "created_at"), findInstant(row, "last_sign_in_at"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant findInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
