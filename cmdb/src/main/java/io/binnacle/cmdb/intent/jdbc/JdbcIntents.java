package io.binnacle.cmdb.intent.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.binnacle.cmdb.DiscoveryResult;
import io.binnacle.cmdb.intent.IntentDifference;
import io.binnacle.cmdb.intent.IntentFormat;
import io.binnacle.cmdb.intent.IntentFormats;
import io.binnacle.cmdb.intent.IntentImport;
import io.binnacle.cmdb.intent.IntentRecords;
import io.binnacle.cmdb.intent.IntentSet;
import io.binnacle.cmdb.intent.IntentSource;
import io.binnacle.cmdb.intent.Intents;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.id.Ids;
import io.binnacle.storage.activity.ActivityStream;
import io.binnacle.storage.activity.Actor;
import io.binnacle.storage.activity.FieldChange;
import io.binnacle.storage.activity.RecordRef;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Sources of intent in PostgreSQL. */
public final class JdbcIntents implements Intents {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");
    private static final int IMPORTS_MAX = 200;

    private final Jdbi jdbi;
    private final IntentRecords records;
    private final IntentFormats formats;
    private final Supplier<CiModel> models;
    private final ActivityStream activities;
    private final InstantSource clock;
    private final Ids ids;

    /** What is kept of a source. */
    private record Kept(String format, Set<String> classes, Set<String> sites, int version) {}

    /** What an upload says, read. */
    private record Read(String format, Set<String> classes, Set<String> sites, int version, IntentSet set,
            DiscoveryResult result) {}

    public JdbcIntents(Jdbi jdbi, IntentRecords records, IntentFormats formats, Supplier<CiModel> models,
            ActivityStream activities, InstantSource clock) {
        this.jdbi = jdbi;
        this.records = records;
        this.formats = formats;
        this.models = models;
        this.activities = activities;
        this.clock = clock;
        this.ids = new Ids(clock);
    }

    @Override
    public IntentImport preview(Actor actor, Upload upload, byte[] content) {
        Read read = read(upload, content);
        return made(actor, upload, read, records.compare(read.result()));
    }

    @Override
    public IntentImport take(Actor actor, Upload upload, byte[] content) {
        Read read = read(upload, content);
        IntentDifference difference = records.replace(read.result(),
                done -> jdbi.useHandle(handle -> save(handle, made(actor, upload, read, done), read, actor)));
        return made(actor, upload, read, difference);
    }

    private IntentImport made(Actor actor, Upload upload, Read read, IntentDifference difference) {
        return new IntentImport(upload.source(), read.format(), read.version() + 1, clock.instant(), actor.name(),
                difference, read.set().account());
    }

    private Read read(Upload upload, byte[] content) {
        if (!NAME.matcher(upload.source()).matches()) {
            throw new InvalidInput("source", "letters, digits, . _ and -, at most 60", upload.source());
        }
        CiModel model = models.get();
        Kept kept = jdbi.withHandle(handle -> kept(handle, upload.source())).orElse(null);
        IntentFormat format = formats.of(upload.format(), content);
        if (kept != null && !kept.format().equals(format.name())) {
            throw new Conflict("the source " + upload.source() + " is of format " + kept.format() + ", this is "
                    + format.name() + "; give it another name");
        }
        Set<String> classes = upload.classes() != null
                ? upload.classes()
                : kept == null ? format.claims() : kept.classes();
        Set<String> sites = upload.sites() != null ? upload.sites() : kept == null ? Set.of() : kept.sites();
        for (String each : classes) {
            if (model.find(each).isEmpty()) {
                throw new InvalidInput("classes", "names of classes", each);
            }
        }
        IntentSet set = format.read(content, upload.source(), model);
        return new Read(format.name(), new TreeSet<>(classes), new TreeSet<>(sites), kept == null ? 0 : kept.version(),
                set, result(format.name(), upload.source(), set, model));
    }

    private static DiscoveryResult result(String format, String source, IntentSet set, CiModel model) {
        // Whole, whatever classes it speaks of: what it does not name it does not intend.
        Set<String> all = model.classes().stream().map(CiClass::name).collect(Collectors.toSet());
        return new DiscoveryResult(format, source, all, set.items(), set.relations(), set.problems());
    }

    private void save(Handle handle, IntentImport made, Read read, Actor actor) {
        handle.createUpdate("""
            INSERT INTO binnacle.intent_source (name, format, claimed_classes, claimed_sites, created_at)
            VALUES (:name, :format, :classes, :sites, :at)
            ON CONFLICT (name) DO UPDATE SET claimed_classes = excluded.claimed_classes,
                claimed_sites = excluded.claimed_sites
            """)
                .bind("name", made.source()).bind("format", read.format()).bind("at", made.at())
                .bindArray("classes", String.class, read.classes()).bindArray("sites", String.class, read.sites())
                .execute();
        handle.createUpdate("""
            INSERT INTO binnacle.intent_import (id, source, version, at, actor, outcome)
            SELECT :id, :source, coalesce(max(version), 0) + 1, :at, :actor, CAST(:outcome AS jsonb)
            FROM binnacle.intent_import WHERE source = :source
            """)
                .bind("id", ids.next()).bind("source", made.source()).bind("at", made.at())
                .bind("actor", made.actor())
                .bind("outcome", OutcomeJson.write(new OutcomeJson.Outcome(made.difference(), made.account())))
                .execute();
        IntentDifference difference = made.difference();
        activities.append(actor, new RecordRef("intent", made.source()), "imported", null,
                Map.of("items", new FieldChange(null, difference.items() + ", " + difference.added() + " new, "
                        + difference.changed() + " changed, " + difference.removed() + " gone")));
    }

    private static Optional<Kept> kept(Handle handle, String source) {
        return handle.createQuery("""
            SELECT s.format, s.claimed_classes, s.claimed_sites,
                   (SELECT coalesce(max(i.version), 0) FROM binnacle.intent_import i WHERE i.source = s.name) AS version
            FROM binnacle.intent_source s WHERE s.name = :source
            """).bind("source", source)
                .map((row, context) -> new Kept(row.getString("format"),
                        Set.copyOf(DriftTable.texts(row, "claimed_classes")),
                        Set.copyOf(DriftTable.texts(row, "claimed_sites")), row.getInt("version")))
                .findOne();
    }

    @Override
    public List<IntentSource> sources() {
        return jdbi.withHandle(handle -> handle.createQuery("""
            SELECT s.name, s.format, s.claimed_classes, s.claimed_sites, s.created_at, i.version, i.at, i.actor,
                   CAST(i.outcome AS text) AS outcome, n.intended, n.seen
            FROM binnacle.intent_source s
            LEFT JOIN LATERAL (SELECT * FROM binnacle.intent_import i WHERE i.source = s.name
                               ORDER BY i.version DESC LIMIT 1) i ON true
            LEFT JOIN LATERAL (
                SELECT count(*) AS intended, count(*) FILTER (WHERE c.lifecycle = 'in_service') AS seen
                FROM binnacle.source_record r JOIN binnacle.configuration_item c ON c.id = r.ci_id
                WHERE r.source = s.format AND r.scope = s.name AND r.state = 'intended') n ON true
            ORDER BY s.name
            """)
                .map((row, context) -> new IntentSource(row.getString("name"), row.getString("format"),
                        DriftTable.texts(row, "claimed_classes"), DriftTable.texts(row, "claimed_sites"),
                        instant(row, "created_at"),
                        row.getString("outcome") == null ? null : imported(row, row.getString("name")),
                        row.getLong("intended"), row.getLong("seen")))
                .list());
    }

    private static IntentImport imported(ResultSet row, String source) throws SQLException {
        OutcomeJson.Outcome outcome = OutcomeJson.read(row.getString("outcome"));
        return new IntentImport(source, row.getString("format"), row.getInt("version"), instant(row, "at"),
                row.getString("actor"), outcome.difference(), outcome.account());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @Override
    public List<IntentImport> imports(String source) {
        return jdbi.withHandle(handle -> {
            must(handle, source);
            return handle.createQuery("""
                SELECT s.format, i.version, i.at, i.actor, CAST(i.outcome AS text) AS outcome
                FROM binnacle.intent_import i JOIN binnacle.intent_source s ON s.name = i.source
                WHERE i.source = :source ORDER BY i.version DESC LIMIT :most
                """).bind("source", source).bind("most", IMPORTS_MAX).map((row, context) -> imported(row, source))
                    .list();
        });
    }

    private static Kept must(Handle handle, String source) {
        return kept(handle, source).orElseThrow(() -> new NotFound("source of intent", source));
    }

    @Override
    public void delete(Actor actor, String source) {
        Kept kept = jdbi.withHandle(handle -> must(handle, source));
        IntentSet nothing = new IntentSet(List.of(), List.of(), List.of(), List.of());
        records.replace(result(kept.format(), source, nothing, models.get()), done -> jdbi.useHandle(handle -> {
            handle.createUpdate("DELETE FROM binnacle.intent_source WHERE name = :name").bind("name", source)
                    .execute();
            activities.append(actor, new RecordRef("intent", source), "deleted", null,
                    Map.of("items", new FieldChange(Integer.toString(done.removed()), null)));
        }));
    }
}
