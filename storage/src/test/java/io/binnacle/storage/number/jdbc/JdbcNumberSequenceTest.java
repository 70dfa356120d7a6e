package io.binnacle.storage.number.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.binnacle.kernel.error.BugException;
import io.binnacle.storage.Database;
import io.binnacle.storage.FreshDatabases;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcNumberSequenceTest {

    private final Database database = FreshDatabases.open();
    private final JdbcNumberSequence numbers = new JdbcNumberSequence(database.jdbi());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void eachPrefixCountsFromOne() {
        assertThat(List.of(numbers.next("INC"), numbers.next("INC"), numbers.next("CHG"), numbers.next("INC")))
                .containsExactly("INC-1", "INC-2", "CHG-1", "INC-3");
    }

    @Test
    void aRolledBackNumberIsGivenAgain() {
        numbers.next("INC");
        assertThatThrownBy(() -> database.jdbi().useTransaction(handle -> {
            assertThat(numbers.next("INC")).isEqualTo("INC-2");
            throw new IllegalStateException();
        })).isInstanceOf(IllegalStateException.class);
        assertThat(numbers.next("INC")).isEqualTo("INC-2");
    }

    @Test
    void manyAtOnceGetNumbersWithoutGapOrDouble() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Callable<String> next = () -> numbers.next("INC");
            List<Future<String>> given = threads.invokeAll(IntStream.range(0, 200).mapToObj(i -> next).toList());
            List<String> sorted = new java.util.ArrayList<>();
            for (Future<String> number : given) {
                sorted.add(number.get());
            }
            assertThat(sorted).containsExactlyInAnyOrderElementsOf(
                    IntStream.rangeClosed(1, 200).mapToObj(i -> "INC-" + i).toList());
        }
    }

    @Test
    void aPrefixIsCapitalLetters() {
        assertThatThrownBy(() -> numbers.next("inc")).isInstanceOf(BugException.class);
    }
}
