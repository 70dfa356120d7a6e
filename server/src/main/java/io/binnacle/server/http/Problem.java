package io.binnacle.server.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.binnacle.kernel.error.CallerFault;
import io.binnacle.kernel.error.Conflict;
import io.binnacle.kernel.error.Corrupt;
import io.binnacle.kernel.error.Denied;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.InvalidInput.Violation;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.error.WorldFault;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 writes it. Every error of the API has this form.
 *
 * @param type relative URI that names the kind: {@code /problems/invalid-input}
 * @param title the kind in words, the same for all of its kind
 * @param detail this case in words; null where they would tell more than the caller should know
 * @param requestId under which the log has more
 * @param violations for invalid input: every broken rule
 */
public record Problem(String type, String title, int status, @Nullable String detail, String requestId,
        @Nullable List<Violation> violations) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String title, @Nullable String detail, String requestId) {
        String kind = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        return new Problem("/problems/" + kind, title, status, detail, requestId, null);
    }

    /** The problem for an error; whatever is no known kind of error is a fault of ours, and only the log says which. */
    static Problem of(Throwable error, String requestId) {
        return switch (error) {
            case CallerFault fault -> of(fault, requestId);
            case WorldFault fault -> of(fault, requestId);
            case UnsupportedMediaType media -> of(415, "Unsupported media type", media.getMessage(), requestId);
            case NotSignedIn none -> of(401, "Not signed in", none.getMessage(), requestId);
            default -> of(500, "Internal error",
                    "The server made a mistake; its log has the details under this request id", requestId);
        };
    }

    private static Problem of(CallerFault fault, String requestId) {
        return switch (fault) {
            case InvalidInput invalid -> new Problem("/problems/invalid-input", "Invalid input", 400,
                    invalid.getMessage(), requestId, invalid.violations());
            case NotFound missing -> of(404, "Not found", missing.getMessage(), requestId);
            case Conflict conflict -> of(409, "Conflict", conflict.getMessage(), requestId);
            case Denied denied -> of(403, "Denied", denied.getMessage(), requestId);
        };
    }

    private static Problem of(WorldFault fault, String requestId) {
        return switch (fault) {
            case Overloaded overloaded -> of(429, "Too many requests", overloaded.getMessage(), requestId);
            // What the database or a peer said is for the log; it may name hosts and paths.
            case Unavailable unavailable -> of(503, "Unavailable", "Something that is needed does not answer just now",
                    requestId);
            case Corrupt corrupt -> of(500, "Corrupt data", "Stored data cannot be read; the log has the details",
                    requestId);
        };
    }

    static @Nullable Duration retryAfter(Throwable error) {
        return error instanceof WorldFault fault ? fault.retryAfter().orElse(null) : null;
    }
}
