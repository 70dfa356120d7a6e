package io.binnacle.server.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.binnacle.kernel.error.InvalidInput;
import org.jspecify.annotations.Nullable;

/** Writes and reads enums by {@link Json#word}, as values and as keys of maps. */
final class EnumWords {

    private EnumWords() {
    }

    static void addTo(SimpleModule module) {
        module.addSerializer(new Writer());
        module.addKeySerializer(Enum.class, new KeyWriter());
        module.setDeserializerModifier(new Modifier());
    }

    private static final class Modifier extends BeanDeserializerModifier {

        private static final long serialVersionUID = 1;

        @Override
        public JsonDeserializer<?> modifyEnumDeserializer(DeserializationConfig config, JavaType type,
                BeanDescription description, JsonDeserializer<?> deserializer) {
            return new Reader(type.getRawClass());
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class Writer extends StdSerializer<Enum> {

        private static final long serialVersionUID = 1;

        Writer() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(Json.word(value));
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class KeyWriter extends JsonSerializer<Enum> {
        @Override
        public void serialize(Enum value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeFieldName(Json.word(value));
        }
    }

    private static final class Reader extends JsonDeserializer<Object> {

        private final Object[] constants;

        Reader(Class<?> type) {
            this.constants = type.getEnumConstants();
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            @Nullable
            String text = parser.getValueAsString();
            for (Object constant : constants) {
                if (Json.word((Enum<?>) constant).equals(text)) {
                    return constant;
                }
            }
            List<String> words = Arrays.stream(constants).map(constant -> Json.word((Enum<?>) constant)).toList();
            throw new InvalidInput(Json.place(parser), "one of " + String.join(", ", words), String.valueOf(text));
        }
    }
}
