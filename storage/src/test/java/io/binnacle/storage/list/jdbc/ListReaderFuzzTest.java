package io.binnacle.storage.list.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.storage.Database;
import io.binnacle.storage.FreshDatabases;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Random rows, filters, orders and pages on PostgreSQL agree with a model of a few lines in memory. */
class ListReaderFuzzTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> KINDS = List.of("critical", "major", "warning", "info");
    /** What is special to SQL, to LIKE, to JDBI, to the language itself, and to case. */
    private static final String ALPHABET = "aAbBäÄ%_\\'\":,-<>?~ ;€😀*";

    private static final ListSchema SCHEMA = ListSchema.of("fuzz")
            .id("id", "f.id")
            .searched("name", "f.name")
            .searched("note", "f.note")
            .oneOf("kind", "f.kind", KINDS.toArray(String[]::new))
            .number("count", "f.count")
            .number("ratio", "f.ratio")
            .time("at", "f.at")
            .flag("open", "f.open")
            .sortedBy("-at").tiebreak("id");

    private static final ListReader<UUID> READER = new ListReader<>(SCHEMA, "f.id", "fuzz_row f",
            (row, context) -> row.getObject("id", UUID.class));

    private record Row(UUID id, @Nullable String name, @Nullable String note, @Nullable String kind,
            @Nullable Long count, @Nullable Double ratio, @Nullable Instant at, @Nullable Boolean open) {}

    /** A term as it is written, and what it means. */
    private record Term(String written, Predicate<Row> holds) {}

    private final Database database = FreshDatabases.open();
    private final long seed = Long.getLong("fuzz.seed", System.nanoTime() & 0xFFFF_FFFFL);
    private final Random random = new Random(seed);

    @BeforeEach
    void makeTheTable() {
        System.out.println("fuzz seed of ListReaderFuzzTest: -Dfuzz.seed=" + seed);
        database.jdbi().useHandle(handle -> handle.execute("""
            CREATE TABLE fuzz_row (id uuid PRIMARY KEY, name text, note text, kind text, count bigint,
                ratio double precision, at timestamptz, open boolean)"""));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everyQueryAgreesWithTheModel() {
        List<Row> rows = IntStream.range(0, 80).mapToObj(i -> row()).toList();
        database.jdbi().useHandle(handle -> rows.forEach(row -> insert(handle, row)));
        for (int i = 0; i < 400; i++) {
            List<Term> terms = IntStream.range(0, random.nextInt(4)).mapToObj(t -> term()).toList();
            String q = terms.stream().map(Term::written).collect(Collectors.joining(" "));
            String sort = sort();
            List<UUID> expected = rows.stream()
                    .filter(row -> terms.stream().allMatch(term -> term.holds().test(row)))
                    .sorted(order(sort)).map(Row::id).toList();
            int limit = random.nextInt(40) + 1;
            assertThat(readAll(q, sort, limit, expected.size())).as("q=%s sort=%s limit=%s", q, sort, limit)
                    .isEqualTo(expected);
        }
    }

    @Test
    void rowsThatStandStillAreReadOnceWhileOthersComeAndGo() {
        List<Row> standing = IntStream.range(0, 60).mapToObj(i -> row()).toList();
        database.jdbi().useHandle(handle -> standing.forEach(row -> insert(handle, row)));
        for (int i = 0; i < 20; i++) {
            String sort = sort();
            List<UUID> read = new ArrayList<>();
            ListQuery query = new ListQuery(null, sort, null, 7);
            while (true) {
                Page<UUID> page = read(query);
                read.addAll(page.items());
                if (page.nextCursor() == null) {
                    break;
                }
                query = query.withCursor(page.nextCursor());
                database.jdbi().useHandle(handle -> {
                    insert(handle, row());
                    handle.createUpdate("DELETE FROM fuzz_row WHERE id IN (SELECT id FROM fuzz_row WHERE id NOT IN "
                            + "(<standing>) ORDER BY random() LIMIT 1)")
                            .configure(SqlStatements.class,
                                    statements -> statements.setTemplateEngine(new DefinedAttributeTemplateEngine()))
                            .bindList("standing", standing.stream().map(Row::id).toList()).execute();
                });
            }
            assertThat(read).as(sort).doesNotHaveDuplicates().containsAll(standing.stream().map(Row::id).toList());
        }
    }

    @Test
    void whateverIsWrittenIsAnsweredOrRefusedButNeverRun() {
        List<String> pieces = List.of("name", "kind", "at", "count", "id", ":", "~", "<", ">=", "*", ",", "-", " ",
                "'", "\"", "\\", "%", ";", "--", "/*", "$$", ":list_0", "?", "NULL", "now-1h", "1", "\0", "\ud800",
                "') OR TRUE --", "critical", "DROP TABLE fuzz_row", "2026-03-01", "😀", "1e400", "<name>", "::text");
        database.jdbi().useHandle(handle -> insert(handle, row()));
        int answered = 0;
        for (int i = 0; i < 2000; i++) {
            String q = garbage(pieces);
            String sort = random.nextInt(4) == 0 ? garbage(pieces) : null;
            String cursor = random.nextInt(8) == 0 ? garbage(pieces) : null;
            try {
                read(new ListQuery(q, sort, cursor, 10));
                answered++;
            } catch (InvalidInput e) {
                assertThat(e.violations()).hasSize(1);
            }
        }
        assertThat(answered).isGreaterThan(10);
        assertThat(read(ListQuery.ALL).items()).hasSize(1);
    }

    @Test
    void aCursorServesOnlyTheQueryThatGaveIt() {
        database.jdbi().useHandle(handle -> IntStream.range(0, 5).forEach(i -> insert(handle, row())));
        String cursor = Objects.requireNonNull(read(new ListQuery("-name:zzz", "name", null, 2)).nextCursor());
        assertThat(read(new ListQuery("-name:zzz", "name", cursor, 2)).items()).hasSize(2);
        assertThat(read(new ListQuery("-name:zzz", "name", cursor, 2)).total()).isEqualTo(5);
        assertThatThrownBy(() -> read(new ListQuery("-name:zzz", "-name", cursor, 2))).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> read(new ListQuery(null, "name", cursor, 2))).isInstanceOf(InvalidInput.class);
        for (int i = 0; i < cursor.length(); i++) {
            String changed = cursor.substring(0, i) + (cursor.charAt(i) == 'A' ? 'B' : 'A') + cursor.substring(i + 1);
            assertThatThrownBy(() -> read(new ListQuery("-name:zzz", "name", changed, 2)))
                    .isInstanceOf(InvalidInput.class).hasMessageContaining("nextCursor");
        }
    }

    private String garbage(List<String> pieces) {
        return IntStream.range(0, random.nextInt(6)).mapToObj(i -> pick(pieces)).collect(Collectors.joining());
    }

    private List<UUID> readAll(String q, String sort, int limit, int total) {
        List<UUID> read = new ArrayList<>();
        ListQuery query = new ListQuery(q, sort, null, limit);
        while (true) {
            Page<UUID> page = read(query);
            assertThat(page.total()).as(q).isEqualTo(total);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            read.addAll(page.items());
            if (page.nextCursor() == null) {
                return read;
            }
            query = query.withCursor(page.nextCursor());
        }
    }

    private Page<UUID> read(ListQuery query) {
        return database.jdbi().withHandle(handle -> READER.read(handle, query, NOW));
    }

    private Term term() {
        Term plain = plainTerm();
        return random.nextInt(4) == 0 ? new Term("-" + plain.written(), plain.holds().negate()) : plain;
    }

    private Term plainTerm() {
        String text = text(2);
        return switch (random.nextInt(9)) {
            case 0 -> new Term(quote(text), row -> contains(row.name(), text) || contains(row.note(), text));
            case 1 -> new Term("name~" + quote(text), row -> contains(row.name(), text));
            case 2 -> {
                String other = text(1);
                yield new Term("note:" + quote(text) + "," + quote(other),
                        row -> same(row.note(), text) || same(row.note(), other));
            }
            case 3 -> {
                String kind = pick(KINDS);
                yield new Term("kind:" + kind + "," + KINDS.getFirst(),
                        row -> kind.equals(row.kind()) || KINDS.getFirst().equals(row.kind()));
            }
            case 4 -> {
                long count = random.nextInt(7) - 3L;
                yield new Term("count>=" + count, row -> row.count() != null && row.count() >= count);
            }
            case 5 -> {
                double ratio = random.nextInt(4) / 4.0;
                yield new Term("ratio<" + ratio, row -> row.ratio() != null && row.ratio() < ratio);
            }
            case 6 -> {
                int hours = random.nextInt(48);
                Instant from = NOW.minus(Duration.ofHours(hours));
                yield new Term("at>now-" + hours + "h", row -> row.at() != null && row.at().isAfter(from));
            }
            case 7 -> new Term("at:2026-02-28", row -> row.at() != null
                    && row.at().atOffset(ZoneOffset.UTC).toLocalDate().toString().equals("2026-02-28"));
            default -> random.nextBoolean()
                    ? new Term("open:true", row -> Boolean.TRUE.equals(row.open()))
                    : new Term("ratio:*", row -> row.ratio() != null);
        };
    }

    private static String quote(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static boolean contains(@Nullable String value, String part) {
        return value != null && lower(value).contains(lower(part));
    }

    private static boolean same(@Nullable String value, String other) {
        return value != null && lower(value).equals(lower(other));
    }

    private static String lower(String value) {
        return value.toLowerCase(Locale.ROOT);
    }

    private String sort() {
        List<String> names = new ArrayList<>(List.of("id", "name", "note", "kind", "count", "ratio", "at", "open"));
        Collections.shuffle(names, random);
        return names.subList(0, random.nextInt(4) + 1).stream().map(name -> (random.nextBoolean() ? "-" : "") + name)
                .collect(Collectors.joining(","));
    }

    private static Comparator<Row> order(String sort) {
        List<Comparator<Row>> keys = new ArrayList<>();
        for (String key : (sort + "," + (sort.startsWith("-") ? "-id" : "id")).split(",", -1)) {
            boolean descending = key.startsWith("-");
            keys.add((a, b) -> compare(value(a, key.replace("-", "")), value(b, key.replace("-", "")), descending));
        }
        return keys.stream().reduce(Comparator::thenComparing).orElseThrow();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(@Nullable Comparable a, @Nullable Comparable b, boolean descending) {
        if (a == null || b == null) {
            return Boolean.compare(a == null, b == null);
        }
        return descending ? b.compareTo(a) : a.compareTo(b);
    }

    private static @Nullable Comparable<?> value(Row row, String name) {
        return switch (name) {
            case "id" -> row.id().toString();
            case "name" -> codePoints(row.name());
            case "note" -> codePoints(row.note());
            case "kind" -> row.kind() == null ? null : KINDS.indexOf(row.kind());
            case "count" -> row.count();
            case "ratio" -> row.ratio();
            case "at" -> row.at();
            default -> row.open();
        };
    }

    /** A spelling that sorts by code point, as PostgreSQL does, where Java sorts by UTF-16 unit. */
    private static @Nullable String codePoints(@Nullable String text) {
        return text == null
                ? null
                : lower(text).codePoints().mapToObj(c -> String.format("%06x", c)).collect(Collectors.joining());
    }

    private Row row() {
        return new Row(new UUID(random.nextLong(), random.nextLong()), maybe(text(4)), maybe(text(2)),
                maybe(pick(KINDS)),
                maybe(random.nextInt(7) - 3L), maybe(random.nextInt(4) / 4.0),
                maybe(NOW.minusSeconds(random.nextInt(48) * 3600L)), maybe(random.nextBoolean()));
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextInt(4) == 0 ? null : value;
    }

    private String text(int lengthMax) {
        int[] letters = ALPHABET.codePoints().toArray();
        return IntStream.rangeClosed(0, random.nextInt(lengthMax))
                .mapToObj(i -> Character.toString(letters[random.nextInt(letters.length)]))
                .collect(Collectors.joining());
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static void insert(Handle handle, Row row) {
        handle.createUpdate("INSERT INTO fuzz_row VALUES (:id, :name, :note, :kind, :count, :ratio, :at, :open)")
                .bind("id", row.id()).bind("name", row.name()).bind("note", row.note()).bind("kind", row.kind())
                .bind("count", row.count()).bind("ratio", row.ratio())
                .bind("at", row.at() == null ? null : row.at().atOffset(ZoneOffset.UTC)).bind("open", row.open())
                .execute();
    }
}
