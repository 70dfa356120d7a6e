package io.binnacle.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AccessorNamingStrategy;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.DefaultAccessorNamingStrategy;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.label.Labels;
import io.binnacle.kernel.time.DurationText;
import io.binnacle.server.security.Permission;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON mapper of the API. Enums are written in lower case, instants as ISO 8601, durations as {@code 5m}, a number
 * that is none ({@code NaN}) as null; a record is its components and nothing else.
 */
public final class Json {

    /** Deep enough for every body there is; a bound because the parser's work grows with depth. */
    private static final int DEPTH_MAX = 32;

    public static final JsonMapper MAPPER = mapper();

    private Json() {
    }

    /** The word for an enum's constant. */
    static String word(Enum<?> constant) {
        return constant instanceof Permission permission ? permission.text() : constant.name().toLowerCase(Locale.ROOT);
    }

    /** The path of the field that is being read. */
    static String place(JsonParser parser) {
        return parser.getParsingContext().pathAsPointer().toString().substring(1).replace('/', '.');
    }

    private static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        return JsonMapper.builder(factory)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .accessorNaming(new ComponentsOnly())
                .addModule(module())
                .build();
    }

    private static SimpleModule module() {
        SimpleModule module = new SimpleModule();
        module.addSerializer(Instant.class, ToStringSerializer.instance);
        module.addDeserializer(Instant.class, new InstantReader());
        module.addSerializer(Duration.class, new DurationWriter());
        module.addDeserializer(Duration.class, new DurationReader());
        module.addSerializer(Labels.class, new LabelsWriter());
        module.addSerializer(double.class, new DoubleWriter());
        module.addSerializer(Double.class, new DoubleWriter());
        EnumWords.addTo(module);
        return module;
    }

    /** Of a record's methods only the components' accessors are properties, never {@code isOpen()} beside them. */
    private static final class ComponentsOnly extends DefaultAccessorNamingStrategy.Provider {

        private static final long serialVersionUID = 1;

        @Override
        public AccessorNamingStrategy forRecord(MapperConfig<?> config, AnnotatedClass recordClass) {
            return new DefaultAccessorNamingStrategy.RecordNaming(config, recordClass) {
                @Override
                public @Nullable String findNameForRegularGetter(AnnotatedMethod method, String name) {
                    return _fieldNames.contains(name) ? name : null;
                }

                @Override
                public @Nullable String findNameForIsGetter(AnnotatedMethod method, String name) {
                    return _fieldNames.contains(name) ? name : null;
                }
            };
        }
    }

    private static final class InstantReader extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(parser.getText());
            } catch (DateTimeParseException e) {
                throw new InvalidInput(place(parser), "a time such as 2026-11-23T08:30:00Z", parser.getText());
            }
        }
    }

    private static final class DurationWriter extends JsonSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(DurationText.format(value));
        }
    }

    private static final class DurationReader extends JsonDeserializer<Duration> {
        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText();
            String name = place(parser);
            return DurationText.parse(text)
                    .orElseThrow(() -> new InvalidInput(name, "a duration such as 5m or 1h30m", text));
        }
    }

    private static final class LabelsWriter extends JsonSerializer<Labels> {
        @Override
        public void serialize(Labels value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeObject(value.toMap());
        }
    }

    /** JSON has no NaN and no infinity; the document calls the field a number, so a string will not do. */
    private static final class DoubleWriter extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                json.writeNumber(value.doubleValue());
            } else {
                json.writeNull();
            }
        }
    }

    /** Writes an answer's value. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
