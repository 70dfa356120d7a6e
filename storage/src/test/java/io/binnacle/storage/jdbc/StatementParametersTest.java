package io.binnacle.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;

import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.ParsedSql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementParametersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
        SELECT 1                                  ! SELECT 1                               ! []
        WHERE id = :id AND n > :count             ! WHERE id = ? AND n > ?                 ! [id, count]
        (:a,:a)                                   ! (?,?)                                  ! [a, a]
        :a::jsonb || now()::text                  ! ?::jsonb || now()::text                ! [a]
        ':no' || :yes || 'it''s :no'              ! ':no' || ? || 'it''s :no'              ! [yes]
        "a:b" = :yes AND "?" = 1                  ! "a:b" = ? AND "?" = 1                  ! [yes]
        1 /* :no ? ' */ + :yes                    ! 1 /* :no ? ' */ + ?                    ! [yes]
        list[1:2] || x[a :b.c]                    ! list[1:2] || x[a ?]                    ! [b.c]
        a ?? 'key' AND b / :c - :d                ! a ?? 'key' AND b / ? - ?               ! [c, d]
        'never closed :no                         ! 'never closed :no                      ! []
        :                                         ! :                                      ! []
        x := 1                                    ! x := 1                                 ! []
        """)
    void namesOutsideOfTextsAreParameters(String sql, String expected, String names) {
        ParsedSql parsed = StatementParameters.parse(sql);
        assertThat(parsed.getSql()).isEqualTo(expected);
        assertThat(parsed.getParameters().getParameterNames().toString()).isEqualTo(names);
    }

    @Test
    void commentsEndWithTheirLine() {
        assertThat(StatementParameters.parse("a -- it's :no ?\n= :yes").getSql()).isEqualTo("a -- it's :no ?\n= ?");
    }

    @Test
    void questionMarksAreParametersInTheirOrder() {
        ParsedSql parsed = StatementParameters.parse("SELECT f(?, 0), '?' WHERE a = ?");
        assertThat(parsed.getSql()).isEqualTo("SELECT f(?, 0), '?' WHERE a = ?");
        assertThat(parsed.getParameters().isPositional()).isTrue();
        assertThat(parsed.getParameters().getParameterCount()).isEqualTo(2);
    }

    /** Of statements without what the two take differently: comments, backslashes, doubled question marks, open quotes, slices. */
    @Test
    void itFindsWhatJdbisOwnParserFinds() {
        long seed = Long.getLong("fuzz.seed", System.nanoTime() & 0xFFFF_FFFFL);
        System.out.println("fuzz seed of StatementParametersTest: -Dfuzz.seed=" + seed);
        Random random = new Random(seed);
        List<String> pieces = List.of(":a", ":name_1", ":b.c", "::text", "'x :no ''?'", "\"q:no\"", "SELECT ", " = ",
                "(", ")",
                ",", " - ", " / ", "[1]", "1.5", "täglich", "\n", " ");
        ColonPrefixSqlParser jdbis = new ColonPrefixSqlParser();
        for (int round = 0; round < 2_000; round++) {
            StringBuilder sql = new StringBuilder("SELECT ");
            for (int piece = random.nextInt(12); piece > 0; piece--) {
                sql.append(pieces.get(random.nextInt(pieces.size()))).append(random.nextBoolean() ? " " : ")");
            }
            assertThat(StatementParameters.parse(sql.toString())).as("seed %d: %s", seed, sql)
                    .isEqualTo(jdbis.parse(sql.toString(), null));
        }
    }
}
