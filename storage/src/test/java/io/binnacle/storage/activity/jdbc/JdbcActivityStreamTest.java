package io.binnacle.storage.activity.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import io.binnacle.storage.Database;
import io.binnacle.storage.FreshDatabases;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.ActivityStreamContract;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.list.ListQuery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcActivityStreamTest extends ActivityStreamContract {

    private final Database database = FreshDatabases.open();
    private final ActivityStream stream = new JdbcActivityStream(database.jdbi(), () -> NOW);

    @Override
    protected ActivityStream stream() {
        return stream;
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE activity SET verb = 'x'", "UPDATE activity SET verb = 'x' WHERE FALSE",
            "DELETE FROM activity", "TRUNCATE activity", "TRUNCATE activity CASCADE",
            "INSERT INTO activity SELECT * FROM activity"})
    void noStatementChangesOrRemovesAnEntry(String sql) {
        stream.append(Actor.system("test"), new RecordRef("user", "1"), "created", null, Map.of());
        assertThatThrownBy(() -> database.jdbi().useHandle(handle -> handle.execute(sql)));
        assertThat(stream.list(ListQuery.ALL).total()).isEqualTo(1);
    }

    @Test
    void anActivityExistsExactlyWhenItsChangeDoes() {
        assertThatThrownBy(() -> database.jdbi().useTransaction(handle -> {
            stream.append(Actor.system("test"), new RecordRef("user", "1"), "created", null, Map.of());
            throw new IllegalStateException();
        })).isInstanceOf(IllegalStateException.class);
        assertThat(stream.list(ListQuery.ALL).items()).isEmpty();
    }
}
