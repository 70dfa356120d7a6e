package io.binnacle.storage;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

import io.binnacle.kernel.error.Unavailable;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.activity.jdbc.JdbcActivityStream;
import io.binnacle.storage.number.jdbc.JdbcNumberSequence;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/**
 * Writes for ever: each row in one transaction with its number and its activity; prints {@code ack <number>} once the
 * commit was acknowledged. While the database is away it tries again.
 */
public final class Writer {

    private Writer() {
    }

    public static void main(String[] arguments) {
        Path data = Path.of(arguments[0]);
        Path runtime = Path.of(arguments[1]);
        try (Database database = Database.open(DatabaseSettings.embedded(data, runtime), new SimpleMeterRegistry())) {
            JdbcActivityStream activities = new JdbcActivityStream(database.jdbi(), InstantSource.system());
            JdbcNumberSequence numbers = new JdbcNumberSequence(database.jdbi());
            database.jdbi().useHandle(
                    handle -> handle.execute("CREATE TABLE IF NOT EXISTS crash_row (number text PRIMARY KEY)"));
            while (true) {
                try {
                    String number = database.jdbi().inTransaction(handle -> {
                        String next = numbers.next("ROW");
                        handle.execute("INSERT INTO crash_row VALUES (?)", next);
                        activities.append(Actor.system("writer"), new RecordRef("row", next), "created", null,
                                Map.of());
                        return next;
                    });
                    System.out.println("ack " + number);
                } catch (Unavailable e) {
                    System.out.println("lost " + e.getMessage());
                }
            }
        }
    }
}
