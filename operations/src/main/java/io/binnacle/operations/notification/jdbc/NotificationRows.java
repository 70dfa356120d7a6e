package io.binnacle.operations.notification.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import io.binnacle.kernel.health.Severity;
import io.binnacle.operations.notification.Channel;
import io.binnacle.operations.notification.ClaimedDelivery;
import io.binnacle.operations.notification.Delivery;
import io.binnacle.operations.notification.DeliveryAttempt;
import io.binnacle.operations.notification.DeliveryState;
import io.binnacle.operations.notification.StoredChannel;
import org.jspecify.annotations.Nullable;

/** Rows of the tables {@code notification_…} as records. */
final class NotificationRows {

    private NotificationRows() {
    }

    static StoredChannel channel(ResultSet row) throws SQLException {
        Channel channel = new Channel(row.getObject("id", UUID.class), row.getString("name"), row.getString("kind"),
                row.getString("url"), row.getBoolean("enabled"), row.getString("disabled_reason"),
                Severity.parse(row.getString("min_severity")).orElseThrow(),
                List.of((String[]) row.getArray("events").getArray()), !row.getString("secret").isEmpty(),
                instant(row, "created_at"), row.getLong("undelivered"));
        return new StoredChannel(channel, row.getString("secret"), row.getString("previous_secret"),
                time(row, "previous_secret_until"), time(row, "paused_until"));
    }

    static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(row.getObject("id", UUID.class), row.getObject("channel_id", UUID.class),
                row.getString("channel_name"), row.getString("event"), row.getString("incident_number"),
                DeliveryState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)), row.getInt("attempts"),
                time(row, "next_attempt_at"), row.getObject("last_status", Integer.class),
                row.getString("last_error"), instant(row, "created_at"), time(row, "delivered_at"));
    }

    static ClaimedDelivery claimed(ResultSet row) throws SQLException {
        return new ClaimedDelivery(row.getObject("id", UUID.class), row.getObject("channel_id", UUID.class),
                row.getString("event"), row.getString("incident_number"), row.getString("body"),
                row.getInt("attempts"), instant(row, "give_up_at"));
    }

    static DeliveryAttempt attempt(ResultSet row) throws SQLException {
        return new DeliveryAttempt(row.getInt("number"), instant(row, "at"), row.getObject("status", Integer.class),
                row.getString("error"), row.getLong("duration_millis"), row.getString("response"));
    }

    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
