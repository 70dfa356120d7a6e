package io.binnacle.server.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import io.binnacle.cmdb.AsOf;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Parameter;

/** How a call asks for the past of the estate: of which instant, and as it was known when. */
final class AsOfParameters {

    static final Parameter AS_OF = Parameter.text("asOf", "The estate as it was at that instant, in ISO 8601");
    static final Parameter KNOWN_AT = Parameter.text("knownAt",
            "What became known after that instant does not count, in ISO 8601; now unless told otherwise");

    private AsOfParameters() {
    }

    /** Empty when the call asks for what is now. */
    static Optional<AsOf> of(Call call, InstantSource clock) {
        Optional<Instant> validAt = instant(call, AS_OF.name());
        Optional<Instant> knownAt = instant(call, KNOWN_AT.name());
        if (validAt.isEmpty() && knownAt.isPresent()) {
            throw new InvalidInput(KNOWN_AT.name(), "none without " + AS_OF.name(), knownAt.get().toString());
        }
        return validAt.map(at -> new AsOf(at, knownAt.orElseGet(clock::instant)));
    }

    static Optional<Instant> instant(Call call, String name) {
        return call.query(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw new InvalidInput(name, "an instant in ISO 8601, such as 2026-05-01T10:00:00Z", text);
            }
        });
    }
}
