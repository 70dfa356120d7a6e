package io.binnacle.server.api;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.quality.Attestation;
import io.binnacle.cmdb.quality.Attestations;
import io.binnacle.cmdb.quality.ClassQuality;
import io.binnacle.cmdb.quality.Qualities;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.activity.Actor;
import org.jspecify.annotations.Nullable;

/** How well items are known, and who says that they are right. */
public final class QualityApi {

    private static final String ID = "id";
    private static final String CLASS = "class";

    private final Cmdb cmdb;
    private final Qualities qualities;
    private final Attestations attestations;
    private final Consumer<String> news;

    /** @param note in words for people */
    public record AttestOne(@Nullable String note) {}

    /**
     * @param ids the items; empty when q tells
     * @param q a filter of the list of items; null when ids tell
     * @param note in words for people
     */
    public record AttestMany(List<UUID> ids, @Nullable String q, @Nullable String note) {}

    /** @param news hears which items were attested */
    public QualityApi(Cmdb cmdb, Qualities qualities, Attestations attestations, Consumer<String> news) {
        this.cmdb = cmdb;
        this.qualities = qualities;
        this.attestations = attestations;
        this.news = news;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("quality", "getQuality", "How well the items of a class, and of those below it, are known")
                        .needs(Permission.CI_READ)
                        .with(Parameter.text(CLASS, "The name of a class; item for everything").must())
                        .returns(ClassQuality.class).handle(call -> qualities.of(call.query(CLASS).orElse(""))),
                Route.get("cis/{id}/attestations", "listCiAttestations",
                        "Who looked at an item and found it right, the newest first; 200 at most")
                        .needs(Permission.CI_READ).returnsItems(Attestation.class)
                        .handle(call -> new Items<>(attestations.of(call.pathId(ID)))),
                Route.post("cis/{id}/attestations", "attestCi", "Says that you looked at an item and it is right")
                        .needs(Permission.CI_WRITE).body(AttestOne.class).creates(Attestation.class)
                        .handle((call, body) -> attest(call.actor(), List.of(call.pathId(ID)), body.note())
                                .getFirst()),
                Route.post("attestations", "attestCis", "Says that you looked at up to 1000 items and they are right")
                        .needs(Permission.CI_WRITE).body(AttestMany.class).returnsItems(Attestation.class)
                        .handle((call, body) -> new Items<>(attest(call.actor(),
                                ChosenItems.of(cmdb, body.ids(), body.q()), body.note()))));
    }

    private List<Attestation> attest(Actor actor, Collection<UUID> ids, @Nullable String note) {
        List<Attestation> made = attestations.attest(actor, ids, note);
        made.forEach(each -> news.accept(each.ciId().toString()));
        return made;
    }
}
