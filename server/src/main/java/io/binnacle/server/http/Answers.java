package io.binnacle.server.http;

import java.time.Duration;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import org.jspecify.annotations.Nullable;

/** Makes answers of values, contents and problems. What the API says is never kept by a cache. */
final class Answers {

    private static final String JSON = "application/json";

    private Answers() {
    }

    static HttpResponse of(int status, Object value) {
        return switch (value) {
            case NoBody none -> HttpResponse.of(headers(status, null).build());
            case Content content -> HttpResponse.of(headers(content), HttpData.wrap(content.bytes()));
            case HttpResponse response -> response;
            default -> HttpResponse.of(headers(status, JSON).build(), HttpData.wrap(Json.write(value)));
        };
    }

    static ResponseHeaders headers(Content content) {
        ResponseHeadersBuilder headers = headers(content.status(), content.mediaType());
        content.headers().forEach((name, value) -> headers.set(name, value));
        return headers.build();
    }

    static HttpResponse of(Problem problem, @Nullable Duration retryAfter) {
        return HttpResponse.of(problemHeaders(problem, retryAfter), HttpData.wrap(Json.write(problem)));
    }

    static ResponseHeaders problemHeaders(Problem problem, @Nullable Duration retryAfter) {
        ResponseHeadersBuilder headers = headers(problem.status(), Problem.MEDIA_TYPE);
        if (retryAfter != null) {
            headers.add(HttpHeaderNames.RETRY_AFTER,
                    Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
        }
        if (problem.status() == 401) {
            headers.add(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"binnacle\"");
        }
        return headers.build();
    }

    private static ResponseHeadersBuilder headers(int status, @Nullable String mediaType) {
        ResponseHeadersBuilder headers = ResponseHeaders.builder(status).add(HttpHeaderNames.CACHE_CONTROL, "no-store");
        if (mediaType != null) {
            headers.add(HttpHeaderNames.CONTENT_TYPE, mediaType);
        }
        return headers;
    }
}
