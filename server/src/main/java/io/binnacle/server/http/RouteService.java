package io.binnacle.server.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseCompleteException;
import com.linecorp.armeria.common.ShuttingDownException;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.binnacle.kernel.error.CallerFault;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.Overloaded;
import io.binnacle.kernel.error.Unavailable;
import io.binnacle.kernel.error.WorldFault;
import io.binnacle.kernel.text.Suggestion;
import io.binnacle.server.security.Principal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Serves one route: who calls, what is asked, the handler, the answer; in this order, on one virtual thread. Nobody who may
 * not call has a body read.
 */
final class RouteService<B, R> implements HttpService {

    private static final Logger LOG = LoggerFactory.getLogger(RouteService.class);

    private final Route<B, R> route;
    private final Admission admission;
    private final JsonInput input;
    private final Executor threads;
    private final Set<String> parameterNames;

    RouteService(Route<B, R> route, Admission admission, JsonInput input, Executor threads) {
        this.route = route;
        this.admission = admission;
        this.input = input;
        this.threads = threads;
        this.parameterNames = route.parameters().stream().map(Parameter::name).collect(Collectors.toUnmodifiableSet());
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        threads.execute(() -> {
            Thread handler = Thread.currentThread();
            context.whenRequestCancelling().thenRun(handler::interrupt);
            MDC.put("request", context.id().text());
            try {
                handle(context, request, answer);
            } catch (Throwable e) {
                answer.complete(problem(context, e));
            } finally {
                MDC.clear();
            }
        });
        return HttpResponse.of(answer);
    }

    private void handle(ServiceRequestContext context, HttpRequest request, CompletableFuture<HttpResponse> answer)
            throws IOException {
        boolean changes = route.head().method() != Route.Method.GET && !isQuery();
        Principal principal = admission.admit(request.headers(), route.access(), changes);
        if (route.raw()) {
            answer(new Call(context, parameters(context.queryParams()), principal), typed(new RawBody(request)),
                    answer);
            return;
        }
        AggregatedHttpRequest whole = whole(request);
        QueryParams parameters = route.form() ? formParameters(context, whole) : parameters(context.queryParams());
        answer(new Call(context, parameters, principal), body(whole), answer);
    }

    /** To collect nothing would still take a way to the connection's thread and back. */
    private static AggregatedHttpRequest whole(HttpRequest request) {
        return request.isEmpty() ? AggregatedHttpRequest.of(request.headers()) : request.aggregate().join();
    }

    private void answer(Call call, B body, CompletableFuture<HttpResponse> answer) throws IOException {
        Object value = route.handler().handle(call, body);
        if (value instanceof Content content && content.body() != null) {
            stream(call.context(), content, content.body(), answer);
        } else {
            answer.complete(Answers.of(route.answer().status(), value));
        }
    }

    private void stream(ServiceRequestContext context, Content content, Content.Body body,
            CompletableFuture<HttpResponse> answer) throws IOException {
        AnswerStream stream = new AnswerStream(context, Answers.headers(content), answer);
        try {
            body.write(stream);
            stream.finish();
        } catch (Throwable e) {
            if (!stream.hasBegun()) {
                throw e;
            }
            if (!stream.callerLeft()) {
                LOG.atError().addKeyValue("operation", route.head().operationId()).setCause(e)
                        .log("an answer was broken off");
            }
            stream.breakOff();
        }
    }

    /** A POST that carries a question too long for a URL, as Prometheus has it, changes nothing. */
    private boolean isQuery() {
        return route.form();
    }

    private static QueryParams formParameters(ServiceRequestContext context, AggregatedHttpRequest request) {
        QueryParams parameters = context.queryParams();
        MediaType type = request.contentType();
        if (type != null && type.is(MediaType.FORM_DATA)) {
            return parameters.toBuilder().add(QueryParams.fromQueryString(request.contentUtf8())).build();
        }
        return parameters;
    }

    private QueryParams parameters(QueryParams parameters) {
        for (String name : parameters.names()) {
            if (!parameterNames.contains(name)) {
                throw new InvalidInput(name, Suggestion.nearest(name, parameterNames)
                        .map(known -> "a known parameter; did you mean " + known + "?")
                        .orElse("a known parameter: " + String.join(", ", parameterNames.stream().sorted().toList())),
                        "an unknown one");
            }
        }
        for (Parameter parameter : route.parameters()) {
            check(parameter, parameters.getAll(parameter.name()));
        }
        return parameters;
    }

    private static void check(Parameter parameter, java.util.List<String> values) {
        if (parameter.required() && values.stream().allMatch(String::isEmpty)) {
            throw new InvalidInput(parameter.name(), "a value", "nothing");
        }
        if (!parameter.repeated() && values.size() > 1) {
            throw new InvalidInput(parameter.name(), "one value", values.size() + " values");
        }
        for (String value : values) {
            Optional<String> expected = value.isEmpty() ? Optional.empty() : parameter.expectedOf(value);
            if (expected.isPresent()) {
                throw new InvalidInput(parameter.name(), expected.get(), value);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private B typed(Object body) {
        return ((Class<B>) route.body().getRawClass()).cast(body);
    }

    private B body(AggregatedHttpRequest request) {
        if (route.body().getRawClass() == NoBody.class) {
            return typed(NoBody.NONE);
        }
        MediaType sent = request.contentType();
        // Also keeps out forms of other sites: a page cannot send JSON across sites without asking first.
        if (sent == null || !sent.isJson()) {
            throw new InvalidInput("Content-Type", "application/json", sent == null ? "nothing" : sent);
        }
        return typed(input.read(request.content().array(), route.body()));
    }

    private HttpResponse problem(ServiceRequestContext context, Throwable thrown) {
        @Nullable
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        Throwable error = cause == null ? thrown : cause;
        String requestId = context.id().text();
        if (error instanceof ContentTooLargeException) {
            return Answers.of(Problem.of(413, "Too large", "The body is larger than the server accepts", requestId),
                    null);
        }
        if (error instanceof ShuttingDownException) {
            return Answers.of(ProblemErrors.stopping(requestId), Duration.ofSeconds(5));
        }
        if (error instanceof Overloaded || (error instanceof Unavailable && error.getCause() == null)) {
            // Somebody asks too much, or a disk is full, as it may be for hours: one line each, without a stack trace.
            LOG.atWarn().addKeyValue("operation", route.head().operationId()).addKeyValue("reason", error.getMessage())
                    .log("request refused");
        } else if (error instanceof WorldFault) {
            LOG.atWarn().addKeyValue("operation", route.head().operationId()).setCause(error).log("request failed");
        } else if (!(error instanceof CallerFault) && !(error instanceof NotSignedIn)
                && !(error instanceof UnsupportedMediaType) && !(error instanceof ResponseCompleteException)) {
            LOG.atError().addKeyValue("operation", route.head().operationId()).setCause(error).log("request failed");
        }
        return Answers.of(Problem.of(error, requestId), Problem.retryAfter(error));
    }
}
