package io.binnacle.cmdb.intent.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

import io.binnacle.cmdb.intent.IntentFormat;
import io.binnacle.cmdb.intent.IntentSet;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.kernel.error.InvalidInput;

/**
 * Items in YAML: documents with an item each, or with a list of items. See {@link ItemDocument} for what is in them.
 */
public final class YamlIntent implements IntentFormat {

    private static final int GLANCE = 4_096;
    private static final Pattern CLASS_KEY = Pattern
            .compile("(^|[\\n{,])[ \\t]*(- +)?\\{?[ \\t]*[\"']?(class|ciClass)[\"']?[ \\t]*:\\s");

    @Override
    public String name() {
        return "yaml";
    }

    @Override
    public Set<String> claims() {
        return Set.of();
    }

    @Override
    public boolean takes(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, GLANCE), StandardCharsets.UTF_8);
        String stripped = start.replace("\uFEFF", "").stripLeading();
        return !stripped.startsWith("{") && !stripped.startsWith("[") && CLASS_KEY.matcher(stripped).find();
    }

    @Override
    public IntentSet read(byte[] content, String source, CiModel model) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInput("body", "text in UTF-8", "other bytes");
        }
        ItemDocument document = new ItemDocument(source, model);
        new YamlValues(text.startsWith("\uFEFF") ? text.substring(1) : text).each(document::add);
        return document.finish();
    }
}
