package io.binnacle.cmdb.intent.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.binnacle.cmdb.intent.IntentFormat;
import io.binnacle.cmdb.intent.IntentSet;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.error.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * Items in JSON: one list, or one object after the other, as a rule one a line. See {@link ItemDocument} for what is in
 * them.
 */
public final class JsonIntent implements IntentFormat {

    /** No value of an attribute is longer. */
    private static final int TEXT_MAX = 1 << 20;
    /** Objects that are looked at to tell whose file it is: the first may be spoilt. */
    private static final int GLANCE = 20;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(ItemDocument.NESTING_MAX)
                    .maxStringLength(TEXT_MAX).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    @Override
    public String name() {
        return "json";
    }

    @Override
    public Set<String> claims() {
        return Set.of();
    }

    /** Neither what NetBox writes nor what Terraform does has a class in its first objects. */
    @Override
    public boolean takes(byte[] content) {
        try (JsonParser parser = FACTORY.createParser(content)) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) {
                token = parser.nextToken();
            }
            for (int i = 0; i < GLANCE && token == JsonToken.START_OBJECT; i++) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    if (ItemDocument.CLASS_NAMES.contains(parser.currentName())) {
                        return true;
                    }
                    parser.nextToken();
                    parser.skipChildren();
                }
                token = parser.nextToken();
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public IntentSet read(byte[] content, String source, CiModel model) {
        ItemDocument document = new ItemDocument(source, model);
        try (JsonParser parser = FACTORY.createParser(content)) {
            JsonToken token = parser.nextToken();
            boolean list = token == JsonToken.START_ARRAY;
            if (!list && token != JsonToken.START_OBJECT) {
                throw new InvalidInput("body", "a list of items, or one item a line", "other JSON");
            }
            token = list ? parser.nextToken() : token;
            while (token != null && token != JsonToken.END_ARRAY) {
                int line = parser.currentTokenLocation().getLineNr();
                document.add(line, value(parser));
                token = parser.nextToken();
            }
            if (list && parser.nextToken() != null) {
                throw new InvalidInput("body", "one list", "something behind it");
            }
        } catch (JsonProcessingException e) {
            throw new InvalidInput("body", "JSON", place(e.getLocation()) + e.getOriginalMessage());
        } catch (IOException e) {
            throw new InvalidInput("body", "JSON in UTF-8", "other bytes");
        }
        return document.finish();
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }

    /** A number that is no whole one stays as it is written: a version 1.10 is not 1.1. */
    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }
}
