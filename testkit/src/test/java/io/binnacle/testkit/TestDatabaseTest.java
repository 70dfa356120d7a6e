package io.binnacle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.binnacle.storage.Database;
import io.binnacle.storage.number.jdbc.JdbcNumberSequence;

import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    @Test
    void eachCallGivesAMigratedDatabaseOfItsOwn() {
        try (Database first = TestDatabase.create(); Database second = TestDatabase.create()) {
            assertThat(new JdbcNumberSequence(first.jdbi()).next("INC")).isEqualTo("INC-1");
            assertThat(new JdbcNumberSequence(first.jdbi()).next("INC")).isEqualTo("INC-2");
            assertThat(new JdbcNumberSequence(second.jdbi()).next("INC")).isEqualTo("INC-1");
        }
    }

    @Test
    void anEmptyDatabaseIsMigratedWhenItIsOpened() {
        try (Database database = Database.open(TestDatabase.empty(),
                new io.micrometer.core.instrument.simple.SimpleMeterRegistry())) {
            assertThat(new JdbcNumberSequence(database.jdbi()).next("CHG")).isEqualTo("CHG-1");
        }
    }
}
