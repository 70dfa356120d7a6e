package io.binnacle.server.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.intent.Drift;
import io.binnacle.cmdb.intent.DriftRun;
import io.binnacle.cmdb.intent.DriftSum;
import io.binnacle.cmdb.intent.DriftWatch;
import io.binnacle.cmdb.intent.Drifts;
import io.binnacle.cmdb.intent.IntentImport;
import io.binnacle.cmdb.intent.IntentSource;
import io.binnacle.cmdb.intent.Intents;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.RawBody;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import org.jspecify.annotations.Nullable;

/** What should be, and where what is drifts from it. */
public final class IntentApi {

    private static final String ID = "id";
    private static final String SOURCE = "source";
    /** A NetBox of some hundred thousand objects, as JSON; reading takes some ten times that. */
    private static final long FILE_BYTES_MAX = 64L << 20;
    private static final Parameter FORMAT = Parameter.text("format",
            "How the file is written: netbox, terraform, csv, json or yaml; its content tells when this is left out");
    private static final Parameter PREVIEW = Parameter.flag("preview", "Tells what would change, and changes nothing");
    private static final Parameter CLASSES = Parameter.text("classes",
            "Classes of which the source knows everything, with commas; as it was, or as the format has it, when left out; none when a dash");
    private static final Parameter SITES = Parameter.text("sites",
            "Sites at which it does, by name or short name, with commas; everywhere when a dash");

    private final Intents intents;
    private final Drifts drifts;
    private final DriftWatch watch;
    private final Cmdb cmdb;
    private final Consumer<String> news;

    /** @param reason in words for people */
    public record DriftAcceptance(String reason) {}

    /** @param until when it is drift again, in ISO 8601 */
    public record DriftIgnorance(String until, String reason) {}

    /**
     * @param latest the last comparison; null before the first
     * @param sums by class and site, the most open first
     */
    public record DriftOverview(@Nullable DriftRun latest, List<DriftSum> sums) {}

    /** @param news hears that drift or intent changed */
    public IntentApi(Intents intents, Drifts drifts, DriftWatch watch, Cmdb cmdb, Consumer<String> news) {
        this.intents = intents;
        this.drifts = drifts;
        this.watch = watch;
        this.cmdb = cmdb;
        this.news = news;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("intents", "listIntents", "The sources of intent, with their last import")
                        .needs(Permission.CI_READ).returnsItems(IntentSource.class)
                        .handle(call -> new Items<>(intents.sources())),
                Route.get("intents/{source}/imports", "listIntentImports", "The imports of a source; the newest 200")
                        .needs(Permission.CI_READ).returnsItems(IntentImport.class)
                        .handle(call -> new Items<>(intents.imports(call.path(SOURCE)))),
                Route.post("intents/{source}", "importIntent",
                        "Puts what a file says in place of all that the source said before")
                        .needs(Permission.CI_WRITE).with(PREVIEW, FORMAT, CLASSES, SITES)
                        .raw("application/octet-stream", FILE_BYTES_MAX).returns(IntentImport.class)
                        .handle(this::take),
                Route.delete("intents/{source}", "deleteIntent", "What the source said is intended no more")
                        .needs(Permission.CI_WRITE).returnsNothing().handle(call -> {
                            intents.delete(call.actor(), call.path(SOURCE));
                            watch.compare();
                            news.accept(call.path(SOURCE));
                        }),
                Route.get("drift", "listDrift", "Where what is seen is not what is intended")
                        .needs(Permission.CI_READ).list().returnsPage(Drift.class)
                        .handle(call -> drifts.list(call.listQuery())),
                Route.get("drift-sums", "getDriftSums", "How much drifts, by class and site")
                        .needs(Permission.CI_READ).returns(DriftOverview.class)
                        .handle(call -> new DriftOverview(watch.latest(), drifts.sums())),
                Route.get("cis/{id}/drift", "listCiDrift", "Where one item drifts").needs(Permission.CI_READ)
                        .returnsItems(Drift.class)
                        .handle(call -> new Items<>(drifts.of(cmdb.get(call.pathId(ID)).id()))),
                Route.post("drift/{id}/accept", "acceptDrift",
                        "What is seen is right, until something else is intended")
                        .needs(Permission.CI_WRITE).body(DriftAcceptance.class).returns(Drift.class)
                        .handle((call, body) -> told(drifts.accept(call.actor(), call.pathId(ID), body.reason()))),
                Route.post("drift/{id}/ignore", "ignoreDrift", "Nobody has to look at it until then")
                        .needs(Permission.CI_WRITE).body(DriftIgnorance.class).returns(Drift.class)
                        .handle((call, body) -> told(drifts.ignore(call.actor(), call.pathId(ID),
                                instant(body.until()), body.reason()))),
                Route.delete("drift/{id}/decision", "reopenDrift", "Takes back what was decided of a drift")
                        .needs(Permission.CI_WRITE).returns(Drift.class)
                        .handle(call -> told(drifts.undo(call.actor(), call.pathId(ID)))));
    }

    private Drift told(Drift drift) {
        news.accept(drift.ciId().toString());
        return drift;
    }

    private IntentImport take(Call call, RawBody body) {
        Intents.Upload upload = new Intents.Upload(call.path(SOURCE), call.query(FORMAT.name()).orElse(null),
                names(call, CLASSES.name()), names(call, SITES.name()));
        if (call.queryFlag(PREVIEW.name())) {
            return intents.preview(call.actor(), upload, body.read());
        }
        IntentImport made = intents.take(call.actor(), upload, body.read());
        watch.compare();
        news.accept(made.source());
        return made;
    }

    /** Null when there is no such parameter; none when it is a dash. */
    private static @Nullable Set<String> names(Call call, String parameter) {
        return call.query(parameter).map(text -> text.equals("-")
                ? Set.<String>of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).filter(each -> !each.isEmpty())
                        .collect(Collectors.toSet()))
                .orElse(null);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidInput("until", "an instant in ISO 8601, such as 2026-05-01T10:00:00Z", text);
        }
    }
}
