package io.binnacle.server.api;

import java.util.List;
import java.util.function.Supplier;

import io.binnacle.kernel.error.NotFound;
import io.binnacle.server.http.Route;
import io.binnacle.storage.list.ListDescription;
import io.binnacle.storage.list.ListSchema;

/** What each list can be filtered and sorted by; completion in the console is made from it. */
public final class ListFieldsApi {

    private final Supplier<List<ListSchema>> schemas;

    /** @param schemas as they are now: an item can be filtered by each attribute that its model has */
    public ListFieldsApi(Supplier<List<ListSchema>> schemas) {
        this.schemas = schemas;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("list-fields/{list}", "getListFields", "The fields by which a list is filtered and sorted")
                        .signedIn().returns(ListDescription.class).handle(call -> describe(call.path("list"))));
    }

    private ListDescription describe(String list) {
        List<ListSchema> all = schemas.get();
        return all.stream().filter(schema -> schema.list().equals(list)).findFirst()
                .orElseThrow(() -> new NotFound("list", list + "; there are "
                        + String.join(", ", all.stream().map(ListSchema::list).sorted().toList())))
                .describe();
    }
}
