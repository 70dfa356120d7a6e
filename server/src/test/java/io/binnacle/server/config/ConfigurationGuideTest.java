package io.binnacle.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.binnacle.kernel.time.DurationText;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The guide's reference of settings says what the code says, in its order. */
class ConfigurationGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide", "configuration.md");

    @Test
    void theGuideHasEverySettingWithItsDefaultItsRangeAndItsSentence() throws IOException {
        List<String> documented = Files.readAllLines(GUIDE).stream().filter(line -> line.startsWith("| `")).toList();

        assertThat(documented)
                .containsExactlyElementsOf(Binder.keys().values().stream().map(ConfigurationGuideTest::row).toList());
    }

    /** The line of the guide's table. */
    private static String row(Binder.Key key) {
        Setting setting = key.setting();
        String standard = setting.standard().isEmpty() ? "none" : '`' + setting.standard() + '`';
        return "| `" + key.name() + "` | " + standard + " | " + values(key) + " | " + setting.about() + " |";
    }

    private static String values(Binder.Key key) {
        Class<?> type = key.type();
        if (type.isEnum()) {
            return String.join(", ",
                    List.of(type.getEnumConstants()).stream().map(word -> word.toString().toLowerCase(Locale.ROOT))
                            .toList());
        }
        if (type == boolean.class) {
            return "true, false";
        }
        if (type == int.class || type == Duration.class || type == ByteSize.class) {
            return text(type, key.setting().min()) + " to " + text(type, key.setting().max());
        }
        if (type == ListenAddress.class || type == ServerAddress.class) {
            return type == ListenAddress.class ? "host:port" : "host or host:port";
        }
        return type == String.class ? "text" : type == Path.class ? "path" : "URL";
    }

    private static String text(Class<?> type, long bound) {
        if (type == Duration.class) {
            return DurationText.format(Duration.ofSeconds(bound));
        }
        return type == ByteSize.class ? new ByteSize(bound).toString() : Long.toString(bound);
    }
}
