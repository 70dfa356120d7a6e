package io.binnacle.server.http;

import java.time.Duration;
import java.util.Locale;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ShuttingDownException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what goes wrong before or outside of a route as problems, too. */
final class ProblemErrors implements ServerErrorHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemErrors.class);

    @Override
    public HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
        String requestId = context.id().text();
        return switch (cause) {
            case HttpStatusException status -> Answers.of(of(status.httpStatus(), requestId), null);
            case ContentTooLargeException large -> Answers.of(of(HttpStatus.REQUEST_ENTITY_TOO_LARGE, requestId), null);
            case RequestTimeoutException late -> Answers.of(
                    Problem.of(503, "Timed out", "The request took longer than the server allows", requestId),
                    Duration.ofSeconds(5));
            case ShuttingDownException ended -> Answers.of(stopping(requestId), Duration.ofSeconds(5));
            default -> {
                LOG.atError().addKeyValue("request", requestId).setCause(cause).log("request failed");
                yield Answers.of(of(HttpStatus.INTERNAL_SERVER_ERROR, requestId), null);
            }
        };
    }

    @Override
    public @Nullable AggregatedHttpResponse onProtocolViolation(ServiceConfig config,
            @Nullable RequestHeaders headers, HttpStatus status, @Nullable String description,
            @Nullable Throwable cause) {
        return render(status, headers);
    }

    @Override
    public AggregatedHttpResponse renderStatus(@Nullable ServiceRequestContext context, ServiceConfig config,
            @Nullable RequestHeaders headers, HttpStatus status, @Nullable String description,
            @Nullable Throwable cause) {
        return render(status, headers);
    }

    private static AggregatedHttpResponse render(HttpStatus status, @Nullable RequestHeaders headers) {
        String requestId = RequestIds.choose(headers == null ? null : headers.get(RequestIds.HEADER)).text();
        Problem problem = of(status, requestId);
        ResponseHeaders answer = Answers.problemHeaders(problem, null).toBuilder()
                .add(RequestIds.HEADER, requestId).build();
        return AggregatedHttpResponse.of(answer, HttpData.wrap(Json.write(problem)));
    }

    /** For a request that did not end within the time that closing grants. */
    static Problem stopping(String requestId) {
        return Problem.of(503, "Stopping", "The server stops and did not wait for this request any longer", requestId);
    }

    private static Problem of(HttpStatus status, String requestId) {
        return Problem.of(status.code(), title(status), null, requestId);
    }

    /** The reason phrase in our spelling: {@code Not found}. */
    private static String title(HttpStatus status) {
        String phrase = status.reasonPhrase();
        return phrase.isEmpty()
                ? "Error"
                : phrase.charAt(0) + phrase.substring(1).toLowerCase(Locale.ROOT);
    }
}
