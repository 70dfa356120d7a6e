package io.binnacle.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.storage.Database;
import io.binnacle.storage.DatabaseSettings;
import io.binnacle.storage.FreshDatabases;

import org.junit.jupiter.api.Test;

class MigrationsTest {

    @Test
    void eachMigrationHasANumberOfItsOwn() {
        assertThat(Migrations.onClasspath()).containsKeys(1, 2);
    }

    /** Or every start would cost a second more. */
    @Test
    void ourCheckSumsAreFlywaysSoAnUnchangedSchemaIsLeftAlone() throws SQLException {
        try (Database database = FreshDatabases.open()) {
            assertThat(Migrations.applied(database.dataSource())).isEqualTo(Migrations.onClasspath());
        }
    }

    @Test
    void aSchemaOfANewerProgramIsRefused() {
        DatabaseSettings settings = FreshDatabases.settings();
        try (Database database = FreshDatabases.open(settings)) {
            database.jdbi().useHandle(handle -> handle.execute("""
                INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,
                    installed_by, execution_time, success)
                VALUES (900, '900', 'from the future', 'SQL', 'V900__x.sql', 1, 'x', 1, TRUE)"""));
        }
        assertThatThrownBy(() -> FreshDatabases.open(settings).close()).isInstanceOf(Conflict.class)
                .hasMessageContaining("newer Binnacle").hasMessageContaining("[900]");
    }

    @Test
    void aMigrationThatWasChangedAfterItRanIsRefused() {
        DatabaseSettings settings = FreshDatabases.settings();
        try (Database database = FreshDatabases.open(settings)) {
            database.jdbi().useHandle(handle -> handle
                    .execute("UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '001'"));
        }
        assertThatThrownBy(() -> FreshDatabases.open(settings).close()).isInstanceOf(Conflict.class)
                .hasMessageContaining("checksum mismatch");
    }

    @Test
    void aMigrationWithALowerNumberMayComeLater() {
        DatabaseSettings settings = FreshDatabases.settings();
        try (Database database = FreshDatabases.open(settings)) {
            database.jdbi().useHandle(handle -> {
                handle.execute("DROP TABLE activity");
                handle.execute("DROP FUNCTION refuse_change");
                handle.execute("DELETE FROM flyway_schema_history WHERE version = '001'");
            });
        }
        try (Database database = FreshDatabases.open(settings)) {
            assertThat(database.jdbi().<Long, RuntimeException>withHandle(
                    handle -> handle.createQuery("SELECT count(*) FROM activity").mapTo(Long.class).one())).isZero();
        }
    }
}
