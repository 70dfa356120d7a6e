package io.binnacle.server.http;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.kernel.error.BugException;
import io.binnacle.kernel.label.Labels;
import io.binnacle.server.http.JsonShape.Choice;
import io.binnacle.server.http.JsonShape.Composite;
import io.binnacle.server.http.JsonShape.Definition;
import io.binnacle.server.http.JsonShape.Field;
import io.binnacle.server.security.Permission;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@link JsonShape} of Java types: records, enums, lists, maps and the usual values. A generic record gets a
 * name of its own for each argument ({@code Page<Incident>} is {@code IncidentPage}).
 *
 * <p>Filled while the routes are taken in, by one thread; only read after that.
 */
final class JsonShapes {

    private static final Map<Class<?>, JsonShape> VALUES = Map.ofEntries(
            Map.entry(String.class, new JsonShape.Text(null)),
            Map.entry(Duration.class, new JsonShape.Text(null)),
            Map.entry(Instant.class, new JsonShape.Text("date-time")),
            Map.entry(LocalDate.class, new JsonShape.Text("date")),
            Map.entry(UUID.class, new JsonShape.Text("uuid")),
            Map.entry(URI.class, new JsonShape.Text("uri")),
            Map.entry(int.class, new JsonShape.Whole(32)),
            Map.entry(Integer.class, new JsonShape.Whole(32)),
            Map.entry(long.class, new JsonShape.Whole(64)),
            Map.entry(Long.class, new JsonShape.Whole(64)),
            Map.entry(double.class, new JsonShape.Decimal()),
            Map.entry(Double.class, new JsonShape.Decimal()),
            Map.entry(boolean.class, new JsonShape.Bool()),
            Map.entry(Boolean.class, new JsonShape.Bool()),
            Map.entry(Labels.class, new JsonShape.MapOf(new Field(new JsonShape.Text(null), false))),
            // Grows with the program: a client that is older must not choke on a new one.
            Map.entry(Permission.class, new JsonShape.Text(null)),
            Map.entry(Object.class, new JsonShape.Any()),
            Map.entry(JsonNode.class, new JsonShape.Any()));

    private final SortedMap<String, Definition> definitions = new TreeMap<>();
    /** Which type took a name, to notice two types of one name. */
    private final Map<String, String> owners = new HashMap<>();

    /** The shape of a body or an answer. */
    JsonShape of(JavaType type) {
        Class<?> raw = type.getRawClass();
        List<Field> arguments = new ArrayList<>();
        for (int i = 0; i < type.containedTypeCount(); i++) {
            arguments.add(new Field(of(type.containedType(i)), false));
        }
        return of(raw, arguments);
    }

    SortedMap<String, Definition> definitions() {
        return definitions;
    }

    Definition definition(JsonShape.Named named) {
        Definition definition = definitions.get(named.name());
        if (definition == null) {
            throw new BugException("no definition of " + named.name());
        }
        return definition;
    }

    private Field field(AnnotatedType type, Map<TypeVariable<?>, Field> bindings) {
        boolean nullable = type.isAnnotationPresent(Nullable.class);
        Type plain = type.getType();
        if (plain instanceof TypeVariable<?> variable) {
            Field bound = bindings.get(variable);
            if (bound == null) {
                throw new BugException("unbound type variable " + variable);
            }
            return nullable ? new Field(bound.shape(), true) : bound;
        }
        return new Field(shape(type, bindings), nullable);
    }

    private JsonShape shape(AnnotatedType type, Map<TypeVariable<?>, Field> bindings) {
        return switch (type) {
            case AnnotatedParameterizedType parameterized -> {
                List<Field> arguments = new ArrayList<>();
                for (AnnotatedType argument : parameterized.getAnnotatedActualTypeArguments()) {
                    arguments.add(field(argument, bindings));
                }
                yield of(raw(parameterized.getType()), arguments);
            }
            case AnnotatedArrayType array -> new JsonShape.ListOf(
                    field(array.getAnnotatedGenericComponentType(), bindings));
            case AnnotatedWildcardType wildcard -> shape(wildcard.getAnnotatedUpperBounds()[0], bindings);
            default -> of(raw(type.getType()), List.of());
        };
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType parameterized -> raw(parameterized.getRawType());
            default -> throw new BugException("no JSON form for " + type);
        };
    }

    private JsonShape of(Class<?> type, List<Field> arguments) {
        JsonShape value = VALUES.get(type);
        if (value != null) {
            return value;
        }
        if (Collection.class.isAssignableFrom(type)) {
            return new JsonShape.ListOf(arguments.isEmpty() ? new Field(new JsonShape.Any(), true) : arguments.get(0));
        }
        if (Map.class.isAssignableFrom(type)) {
            return new JsonShape.MapOf(arguments.size() < 2 ? new Field(new JsonShape.Any(), true) : arguments.get(1));
        }
        if (type.isEnum()) {
            return named(simpleName(type), type.getName(), () -> new Choice(
                    Arrays.stream(type.getEnumConstants()).map(word -> Json.word((Enum<?>) word)).toList()));
        }
        if (type.isRecord()) {
            return named(nameOf(type, arguments), type.getName() + arguments, () -> composite(type, arguments));
        }
        throw new BugException("no JSON form for " + type.getName() + "; use a record, an enum, a list or a map");
    }

    private Composite composite(Class<?> type, List<Field> arguments) {
        Map<TypeVariable<?>, Field> bindings = new HashMap<>();
        TypeVariable<?>[] variables = type.getTypeParameters();
        for (int i = 0; i < variables.length; i++) {
            bindings.put(variables[i], arguments.get(i));
        }
        SequencedMap<String, Field> fields = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            fields.put(component.getName(), field(component.getAnnotatedType(), bindings));
        }
        return new Composite(fields);
    }

    private static String nameOf(Class<?> type, List<Field> arguments) {
        StringBuilder name = new StringBuilder();
        for (Field argument : arguments) {
            name.append(argument.shape() instanceof JsonShape.Named named ? named.name() : "");
        }
        return name.append(simpleName(type)).toString();
    }

    /** {@code Actor.Kind} is {@code ActorKind}; what an API class declares goes by its own name. */
    private static String simpleName(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return outer != null && outer.isRecord() ? outer.getSimpleName() + type.getSimpleName() : type.getSimpleName();
    }

    private JsonShape named(String name, String owner, Supplier<Definition> definition) {
        String other = owners.putIfAbsent(name, owner);
        if (other == null) {
            definitions.put(name, definition.get());
        } else if (!other.equals(owner)) {
            throw new BugException("two types share the name " + name + " in the API: " + other + " and " + owner);
        }
        return new JsonShape.Named(name);
    }
}
