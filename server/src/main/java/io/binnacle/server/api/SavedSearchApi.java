package io.binnacle.server.api;

import java.util.List;

import io.binnacle.server.http.Items;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.list.saved.SavedSearch;
import io.binnacle.storage.list.saved.SavedSearches;

/**
 * Filters of lists that people keep and share. What they find is asked for as any other, with its own permission; keeping
 * one is everybody's own affair, as a password is.
 */
public final class SavedSearchApi {

    private static final String ID = "id";

    private final SavedSearches searches;

    /** @param version the one that the owner saw */
    public record SavedSearchChange(int version, SavedSearch.Content content) {}

    public SavedSearchApi(SavedSearches searches) {
        this.searches = searches;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("saved-searches", "listSavedSearches", "Your searches of a list, and those that others share")
                        .needs(Permission.SEARCH_READ)
                        .with(Parameter.text("list", "The list, as its address names it: cis").must())
                        .returnsItems(SavedSearch.class)
                        .handle(call -> new Items<>(searches.list(call.actor(), call.query("list").orElse("")))),
                Route.post("saved-searches", "createSavedSearch", "Keeps a search").signedIn()
                        .body(SavedSearch.Content.class).creates(SavedSearch.class)
                        .handle((call, content) -> searches.create(call.actor(), content)),
                Route.put("saved-searches/{id}", "replaceSavedSearch",
                        "Changes a search of yours; a conflict when it was changed meanwhile")
                        .signedIn().body(SavedSearchChange.class).returns(SavedSearch.class)
                        .handle((call, change) -> searches.replace(call.actor(), call.pathId(ID), change.version(),
                                change.content())),
                Route.delete("saved-searches/{id}", "deleteSavedSearch", "Deletes a search of yours")
                        .signedIn().returnsNothing()
                        .handle(call -> searches.delete(call.actor(), call.pathId(ID))));
    }
}
