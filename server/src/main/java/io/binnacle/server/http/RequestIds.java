package io.binnacle.server.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

import com.linecorp.armeria.common.RequestId;
import com.linecorp.armeria.server.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The id by which one request is found again in logs, answers and problems. A caller's own {@code X-Request-Id} is taken
 * over when it is well formed; otherwise one is made.
 */
final class RequestIds {

    static final String HEADER = "x-request-id";

    /** No spaces, quotes or line ends: the id is written to logs. */
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._:-]{8,64}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private record Known(String text) implements RequestId {}

    private RequestIds() {
    }

    static RequestId choose(RoutingContext routing) {
        return choose(routing.headers().get(HEADER));
    }

    static RequestId choose(@Nullable String offered) {
        if (offered != null && WELL_FORMED.matcher(offered).matches()) {
            return new Known(offered);
        }
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return new Known(HexFormat.of().formatHex(bytes));
    }
}
