package io.binnacle.server.security.jdbc;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

import io.binnacle.kernel.error.Conflict;
import io.binnacle.server.security.Role;
import io.binnacle.server.security.User;
import io.binnacle.server.security.UserStore;
import io.binnacle.storage.list.ListQuery;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.Page;
import io.binnacle.storage.list.jdbc.ListReader;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** Accounts in the table {@code app_user}. */
public final class JdbcUserStore implements UserStore {

    private static final ListSchema SCHEMA = ListSchema.of("users").id("id", "u.id").searched("name", "u.name")
            .searched("displayName", "u.display_name").oneOf("role", "u.role", Role.values())
            .flag("enabled", "u.enabled").time("createdAt", "u.created_at").time("lastSignInAt", "u.last_sign_in_at")
            .sortedBy("name").tiebreak("id");
    /** Any number that no other part of the program takes for a lock. */
    private static final long LOCK = 0x62696e6e_75736572L;
    private static final RowMapper<User> MAPPER = (row, context) -> Columns.user(row);
    private static final String COLUMNS = "u.id, u.name, u.display_name, u.role, u.enabled, u.created_at, u.last_sign_in_at";

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final ListReader<User> reader = new ListReader<>(SCHEMA, COLUMNS, "app_user u", MAPPER);

    public JdbcUserStore(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public void lock() {
        jdbi.useHandle(handle -> handle.createQuery("SELECT 1 FROM pg_advisory_xact_lock(:lock)").bind("lock", LOCK)
                .mapTo(Integer.class).one());
    }

    @Override
    public Optional<User> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + COLUMNS + " FROM app_user u WHERE u.id = :id")
                .bind("id", id).map(MAPPER).findOne());
    }

    @Override
    public Optional<User> findByName(String name) {
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT " + COLUMNS + " FROM app_user u WHERE lower(u.name) = lower(:name)")
                .bind("name", name).map(MAPPER).findOne());
    }

    @Override
    public Optional<String> passwordHash(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT password_hash FROM app_user WHERE id = :id")
                .bind("id", id).mapTo(String.class).findOne());
    }

    @Override
    public Page<User> list(ListQuery query) {
        return jdbi.withHandle(handle -> reader.read(handle, query, clock.instant()));
    }

    @Override
    public ListSchema schema() {
        return SCHEMA;
    }

    @Override
    public int administrators() {
        return jdbi.withHandle(handle -> handle
                .createQuery("SELECT count(*) FROM app_user WHERE role = 'administrator' AND enabled")
                .mapTo(Integer.class).one());
    }

    @Override
    public void insert(User user, String passwordHash) {
        int inserted = jdbi.withHandle(handle -> handle.createUpdate("""
            INSERT INTO app_user (id, name, display_name, role, enabled, password_hash, created_at)
            VALUES (:id, :name, :displayName, :role, :enabled, :hash, :createdAt)
            ON CONFLICT (lower(name)) DO NOTHING""")
                .bind("id", user.id()).bind("name", user.name()).bind("displayName", user.displayName())
                .bind("role", user.role().text()).bind("enabled", user.enabled()).bind("hash", passwordHash)
                .bind("createdAt", Columns.time(user.createdAt())).execute());
        if (inserted == 0) {
            throw new Conflict("there is a user " + user.name() + " already");
        }
    }

    @Override
    public void update(User user) {
        jdbi.useHandle(handle -> handle.createUpdate("""
            UPDATE app_user SET display_name = :displayName, role = :role, enabled = :enabled WHERE id = :id""")
                .bind("id", user.id()).bind("displayName", user.displayName()).bind("role", user.role().text())
                .bind("enabled", user.enabled()).execute());
    }

    @Override
    public void setPasswordHash(UUID id, String hash) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE app_user SET password_hash = :hash WHERE id = :id")
                .bind("id", id).bind("hash", hash).execute());
    }

    @Override
    public void signedIn(UUID id, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE app_user SET last_sign_in_at = :at WHERE id = :id")
                .bind("id", id).bind("at", Columns.time(at)).execute());
    }
}
