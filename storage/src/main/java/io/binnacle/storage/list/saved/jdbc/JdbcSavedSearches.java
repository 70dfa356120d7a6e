package io.binnacle.storage.list.saved.jdbc;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.id.Ids;
import io.binnacle.kernel.text.Suggestion;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.RecordRef;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.saved.SavedSearch;
import io.binnacle.storage.list.saved.SavedSearches;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Searches that are kept in PostgreSQL. */
public final class JdbcSavedSearches implements SavedSearches {

    /** Of one owner; more than anybody finds again. */
    private static final int COUNT_MAX = 200;
    private static final int NAME_MAX = 100;
    /** Which columns there are only the page of the list knows; names have this form. */
    private static final Pattern COLUMNS = Pattern.compile("[A-Za-z][\\w.]*(,[A-Za-z][\\w.]*)*");
    private static final int COLUMNS_MAX = 2_000;

    private final Jdbi jdbi;
    private final Supplier<List<ListSchema>> lists;
    private final ActivityStream activities;
    private final InstantSource clock;
    private final Ids ids;

    /** @param lists those that there are now */
    public JdbcSavedSearches(Jdbi jdbi, Supplier<List<ListSchema>> lists, ActivityStream activities,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.lists = lists;
        this.activities = activities;
        this.clock = clock;
        this.ids = new Ids(clock);
    }

    @Override
    public List<SavedSearch> list(Actor reader, String list) {
        schema(list);
        return jdbi.withHandle(handle -> handle.createQuery("""
            SELECT * FROM binnacle.saved_search WHERE list = :list AND (owner = :reader OR shared)
            ORDER BY lower(name), owner, id
            """).bind("list", list).bind("reader", reader.kind() == Actor.Kind.USER ? reader.name() : "")
                .map(ConstructorMapper.of(SavedSearch.class)).list());
    }

    @Override
    public SavedSearch create(Actor actor, SavedSearch.Content content) {
        check(content);
        SavedSearch made = of(ids.next(), owner(actor), 1, content);
        jdbi.useTransaction(handle -> {
            int count = handle.createQuery("SELECT count(*) FROM binnacle.saved_search WHERE owner = :owner")
                    .bind("owner", made.owner()).mapTo(Integer.class).one();
            if (count >= COUNT_MAX) {
                throw new Conflict("nobody keeps more than " + COUNT_MAX + " searches; delete one first");
            }
            checkName(handle, made);
            handle.createUpdate("""
                INSERT INTO binnacle.saved_search (id, list, name, q, sort, columns, owner, shared, version, changed_at)
                VALUES (:id, :list, :name, :q, :sort, :columns, :owner, :shared, :version, :changedAt)
                """).bindMethods(made).execute();
            activities.append(actor, ref(made.id()), "created", made.name(), Map.of());
        });
        return made;
    }

    @Override
    public SavedSearch replace(Actor actor, UUID id, int version, SavedSearch.Content content) {
        check(content);
        return jdbi.inTransaction(handle -> {
            SavedSearch before = own(handle, actor, id);
            if (before.version() != version) {
                throw new Conflict("the search was changed meanwhile: its version is " + before.version() + ", not "
                        + version);
            }
            SavedSearch made = of(id, before.owner(), version + 1, content);
            checkName(handle, made);
            handle.createUpdate("""
                UPDATE binnacle.saved_search SET list = :list, name = :name, q = :q, sort = :sort, columns = :columns,
                    shared = :shared, version = :version, changed_at = :changedAt WHERE id = :id
                """).bindMethods(made).execute();
            activities.append(actor, ref(id), "changed", made.name(), Map.of());
            return made;
        });
    }

    @Override
    public void delete(Actor actor, UUID id) {
        jdbi.useTransaction(handle -> {
            SavedSearch before = own(handle, actor, id);
            handle.createUpdate("DELETE FROM binnacle.saved_search WHERE id = :id").bind("id", id).execute();
            activities.append(actor, ref(id), "deleted", before.name(), Map.of());
        });
    }

    private SavedSearch of(UUID id, String owner, int version, SavedSearch.Content content) {
        return new SavedSearch(id, content.list(), content.name().strip(), content.q().strip(), content.sort(),
                content.columns(), owner, content.shared(), version, now());
    }

    /** As PostgreSQL keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Held until the transaction ends, so that of two changes one comes second. */
    private static SavedSearch own(Handle handle, Actor actor, UUID id) {
        Optional<SavedSearch> found = handle.createQuery("""
            SELECT * FROM binnacle.saved_search WHERE id = :id AND owner = :owner FOR UPDATE
            """).bind("id", id).bind("owner", owner(actor)).map(ConstructorMapper.of(SavedSearch.class)).findOne();
        return found.orElseThrow(() -> new NotFound("saved search of yours", id.toString()));
    }

    private static void checkName(Handle handle, SavedSearch made) {
        handle.execute("LOCK TABLE binnacle.saved_search IN SHARE ROW EXCLUSIVE MODE");
        boolean taken = handle.createQuery("""
            SELECT count(*) FROM binnacle.saved_search
            WHERE owner = :owner AND list = :list AND name = :name AND id <> :id
            """).bindMethods(made).mapTo(Integer.class).one() > 0;
        if (taken) {
            throw new Conflict("you have a search " + made.name() + " of this list already");
        }
    }

    private void check(SavedSearch.Content content) {
        String name = content.name().strip();
        if (name.isEmpty() || name.length() > NAME_MAX || name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInput("name", "1 to " + NAME_MAX + " characters", content.name());
        }
        ListSchema schema = schema(content.list());
        schema.filter(content.q(), clock.instant());
        schema.order(content.sort());
        String columns = content.columns();
        if (columns != null && (columns.length() > COLUMNS_MAX || !COLUMNS.matcher(columns).matches())) {
            throw new InvalidInput("columns", "names of columns with commas between, at most " + COLUMNS_MAX
                    + " characters", columns);
        }
    }

    private ListSchema schema(String list) {
        List<ListSchema> known = lists.get();
        return known.stream().filter(schema -> schema.list().equals(list)).findFirst().orElseThrow(() -> {
            List<String> names = known.stream().map(ListSchema::list).toList();
            return new InvalidInput("list",
                    Suggestion.nearest(list, names).orElse("one of " + String.join(", ", names)), list);
        });
    }

    /** Names of tokens are no identity: two may have one. */
    private static String owner(Actor actor) {
        if (actor.kind() != Actor.Kind.USER) {
            throw new Conflict("only people keep searches; this is a " + actor.kind().text());
        }
        return actor.name();
    }

    private static RecordRef ref(UUID id) {
        return new RecordRef("saved_search", id.toString());
    }
}
