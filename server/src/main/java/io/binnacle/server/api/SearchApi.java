package io.binnacle.server.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.Cmdb;
import io.binnacle.insight.event.Alert;
import io.binnacle.insight.event.Alerts;
import io.binnacle.kernel.health.Health;
import io.binnacle.operations.incident.Incident;
import io.binnacle.operations.incident.Incidents;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.server.security.Principal;
import io.binnacle.storage.list.ListQuery;
import org.jspecify.annotations.Nullable;

/** One search over items, incidents and alerts, for the palette. Shows each caller what it may read, and no more. */
public final class SearchApi {

    /** Enough to choose from; whoever wants more filters the list. */
    private static final int ROWS_PER_KIND = 8;
    private static final int LENGTH_MAX = 200;
    private static final Pattern WORDS = Pattern.compile("\\s+");

    public enum HitKind {
        CI, INCIDENT, ALERT
    }

    /** @param id by which the console links to it: an item's or alert's UUID, an incident's number */
    public record SearchHit(HitKind kind, String id, String title, @Nullable String subtitle,
            @Nullable Health health) {}

    private final Cmdb cmdb;
    private final Alerts alerts;
    private final Incidents incidents;

    public SearchApi(Cmdb cmdb, Alerts alerts, Incidents incidents) {
        this.cmdb = cmdb;
        this.alerts = alerts;
        this.incidents = incidents;
    }

    public List<Route<?, ?>> routes() {
        return List.of(Route.get("search", "search", "Items, incidents and alerts whose texts contain all the words")
                .needs(Permission.SEARCH_READ).with(Parameter.text("query", "Words, each of which must occur").must())
                .returnsItems(SearchHit.class).handle(call -> new Items<>(search(call))));
    }

    private List<SearchHit> search(Call call) {
        Principal principal = call.principal();
        ListQuery query = new ListQuery(phrases(call.query("query").orElse("")), null, null, ROWS_PER_KIND);
        List<SearchHit> hits = new ArrayList<>();
        if (principal.may(Permission.INCIDENT_READ)) {
            incidents.list(query).items().forEach(incident -> hits.add(hit(incident)));
        }
        if (principal.may(Permission.CI_READ)) {
            cmdb.list(query).items().forEach(item -> hits.add(hit(item)));
        }
        if (principal.may(Permission.ALERT_READ)) {
            alerts.list(query).items().forEach(alert -> hits.add(hit(alert)));
        }
        return hits;
    }

    /** Each word as a quoted phrase, so that what people type is never taken for the filter language. */
    static String phrases(String text) {
        String cut = text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) : text;
        return WORDS.splitAsStream(cut.replace('"', ' ').replace('\\', ' ').strip()).filter(word -> !word.isEmpty())
                .map(word -> '"' + word + '"').collect(Collectors.joining(" "));
    }

    private static SearchHit hit(Incident incident) {
        return new SearchHit(HitKind.INCIDENT, incident.number(), incident.number() + " " + incident.title(),
                incident.status().name().toLowerCase(Locale.ROOT), Health.of(incident.severity()));
    }

    private static SearchHit hit(ConfigurationItem item) {
        return new SearchHit(HitKind.CI, item.id().toString(), item.name(), item.ciClass().replace('_', ' '),
                item.health());
    }

    private static SearchHit hit(Alert alert) {
        return new SearchHit(HitKind.ALERT, alert.id().toString(), alert.title(),
                alert.state().name().toLowerCase(Locale.ROOT), Health.of(alert.severity()));
    }
}
