package io.binnacle.server.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.binnacle.kernel.error.NotFound;
import io.binnacle.server.http.Route;
import io.binnacle.storage.list.ListDescription;
import io.binnacle.storage.list.ListSchema;

/** What each list can be filtered and sorted by; completion in the console is made from it. */
public final class ListFieldsApi {

    private final Map<String, ListSchema> schemas = new TreeMap<>();

    public ListFieldsApi(List<ListSchema> schemas) {
        schemas.forEach(schema -> this.schemas.put(schema.list(), schema));
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("list-fields/{list}", "getListFields", "The fields by which a list is filtered and sorted")
                        .signedIn().returns(ListDescription.class).handle(call -> {
                            ListSchema schema = schemas.get(call.path("list"));
                            if (schema == null) {
                                throw new NotFound("list",
                                        call.path("list") + "; there are " + String.join(", ", schemas.keySet()));
                            }
                            return schema.describe();
                        }));
    }
}
