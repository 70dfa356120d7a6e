package io.binnacle.server.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.linecorp.armeria.common.HttpResponse;
import io.binnacle.server.security.Permission;
import io.binnacle.storage.list.Page;

/**
 * One operation of the HTTP API, as data: where it is, who may call it, what goes in and what comes out. The server, the
 * OpenAPI document, the console's client and the permission test all read the same routes.
 *
 * <pre>{@code
 * Route.get("incidents", "listIncidents", "Incidents, newest first").needs(Permission.INCIDENT_READ)
 *         .list().returnsPage(Incident.class).handle(call -> incidents.list(call.listQuery()));
 * Route.post("incidents/{number}/comments", "commentIncident", "Adds a comment").needs(Permission.INCIDENT_WRITE)
 *         .body(Comment.class).returns(Incident.class)
 *         .handle((call, comment) -> incidents.comment(call.path("number"), comment.text(), call.actor()));
 * }</pre>
 *
 * <p>Paths are relative to {@code /api/v1/}. The operation id becomes the name of the client's function and must not
 * change once released. The access comes first, so that a route without one does not compile. Making a route does no
 * I/O: the build makes all of them to write the document.
 *
 * <p>The types of bodies and answers are records of records, lists, maps, enums (written in lower case) and the usual
 * values; a component without {@code @Nullable} is required.
 *
 */
public record Route<B, R>(Head head, Access access, List<Parameter> parameters, Input input, Answer answer,
        Handler<B, R> handler) {

    private static final String JSON = "application/json";

    /** HTTP methods in use. */
    public enum Method {
        GET, POST, PUT, PATCH, DELETE
    }

    /** Where a route is, and its names. */
    public record Head(Method method, String path, String operationId, String summary) {}

    /**
     * What comes with the request, beside its parameters.
     *
     * @param form whether the parameters may also come as a form in the body, and unknown ones are let pass, as Prometheus does
     * @param body type of the request's body; {@link NoBody} when it has none, {@link RawBody} when it is no JSON
     * @param mediaType of the body
     * @param bytesMax largest body; 0 for the server's own limit
     */
    public record Input(boolean form, JavaType body, String mediaType, long bytesMax) {}

    /** The answer of a call that went well. */
    public record Answer(int status, JavaType type) {}

    public JavaType body() {
        return input.body();
    }

    public boolean form() {
        return input.form();
    }

    /** Whether the handler reads the body itself. */
    boolean raw() {
        return input.body().getRawClass() == RawBody.class;
    }

    public static Unguarded get(String path, String operationId, String summary) {
        return new Unguarded(new Head(Method.GET, path, operationId, summary));
    }

    public static Unguarded post(String path, String operationId, String summary) {
        return new Unguarded(new Head(Method.POST, path, operationId, summary));
    }

    public static Unguarded put(String path, String operationId, String summary) {
        return new Unguarded(new Head(Method.PUT, path, operationId, summary));
    }

    public static Unguarded patch(String path, String operationId, String summary) {
        return new Unguarded(new Head(Method.PATCH, path, operationId, summary));
    }

    public static Unguarded delete(String path, String operationId, String summary) {
        return new Unguarded(new Head(Method.DELETE, path, operationId, summary));
    }

    /** First step: says who may call. */
    public static final class Unguarded {

        private final Head head;

        private Unguarded(Head head) {
            this.head = head;
        }

        public Draft<NoBody> needs(Permission permission) {
            return draft(new Access.Needs(permission));
        }

        public Draft<NoBody> signedIn() {
            return draft(new Access.SignedIn());
        }

        public Draft<NoBody> everyone() {
            return draft(new Access.Everyone());
        }

        private Draft<NoBody> draft(Access access) {
            return new Draft<>(head, access, List.of(), new Input(false, type(NoBody.class), JSON, 0));
        }
    }

    /** Second step: says what goes in, then what comes out. Immutable. */
    public static final class Draft<B> {

        private final Head head;
        private final Access access;
        private final List<Parameter> parameters;
        private final Input input;

        private Draft(Head head, Access access, List<Parameter> parameters, Input input) {
            this.head = head;
            this.access = access;
            this.parameters = parameters;
            this.input = input;
        }

        /** Adds query parameters. */
        public Draft<B> with(Parameter... more) {
            List<Parameter> all = new ArrayList<>(parameters);
            all.addAll(Arrays.asList(more));
            return new Draft<>(head, access, List.copyOf(all), input);
        }

        /** Adds the parameters that every list has; the handler reads them by {@link Call#listQuery()}. */
        public Draft<B> list() {
            return with(Parameter.LIST.toArray(new Parameter[0]));
        }

        /** The parameters may come as a form in the body; unknown ones are let pass. */
        public Draft<B> form() {
            return new Draft<>(head, access, parameters, new Input(true, input.body(), input.mediaType(), 0));
        }

        public <X> Draft<X> body(Class<X> record) {
            return new Draft<>(head, access, parameters, new Input(input.form(), type(record), JSON, 0));
        }

        /** The handler reads the body itself, after a look at its head; no larger one is read. */
        public Draft<RawBody> raw(String mediaType, long bytesMax) {
            return new Draft<>(head, access, parameters, new Input(false, type(RawBody.class), mediaType, bytesMax));
        }

        public <R> Ending<B, R> returns(Class<R> type) {
            return new Ending<>(this, new Answer(200, type(type)));
        }

        public <T> Ending<B, Page<T>> returnsPage(Class<T> item) {
            return new Ending<>(this, new Answer(200, type(Page.class, item)));
        }

        public <T> Ending<B, Items<T>> returnsItems(Class<T> item) {
            return new Ending<>(this, new Answer(200, type(Items.class, item)));
        }

        /** Answers 201. */
        public <R> Ending<B, R> creates(Class<R> type) {
            return new Ending<>(this, new Answer(201, type(type)));
        }

        /** Answers 204. */
        public SilentEnding<B> returnsNothing() {
            return new SilentEnding<>(new Ending<>(this, new Answer(204, type(NoBody.class))));
        }

        /** The handler encodes the answer itself. */
        public Ending<B, Content> returnsContent() {
            return new Ending<>(this, new Answer(200, type(Content.class)));
        }

        /** The answer is an event stream that the handler opens. */
        public Ending<B, HttpResponse> streams() {
            return new Ending<>(this, new Answer(200, type(HttpResponse.class)));
        }
    }

    /** Last step: what the route does. */
    public static final class Ending<B, R> {

        private final Draft<B> draft;
        private final Answer answer;

        private Ending(Draft<B> draft, Answer answer) {
            this.draft = draft;
            this.answer = answer;
        }

        public Route<B, R> handle(Function<Call, R> handler) {
            return handle((call, body) -> handler.apply(call));
        }

        public Route<B, R> handle(Handler<B, R> handler) {
            return new Route<>(draft.head, draft.access, draft.parameters, draft.input, answer, handler);
        }
    }

    /** Last step of a route without an answer's body. */
    public static final class SilentEnding<B> {

        private final Ending<B, NoBody> ending;

        private SilentEnding(Ending<B, NoBody> ending) {
            this.ending = ending;
        }

        public Route<B, NoBody> handle(Consumer<Call> handler) {
            return handle((call, body) -> handler.accept(call));
        }

        public Route<B, NoBody> handle(BiConsumer<Call, B> handler) {
            return ending.handle((call, body) -> {
                handler.accept(call, body);
                return NoBody.NONE;
            });
        }
    }

    private static JavaType type(Class<?> type, Class<?>... arguments) {
        return arguments.length == 0
                ? TypeFactory.defaultInstance().constructType(type)
                : TypeFactory.defaultInstance().constructParametricType(type, arguments);
    }
}
