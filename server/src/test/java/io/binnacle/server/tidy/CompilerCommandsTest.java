package io.binnacle.server.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

/** A name that no longer exists would be passed over by the JVM without a word. */
class CompilerCommandsTest {

    private static final String PREFIX = "dontinline,";

    @Test
    void eachCommandNamesAMethodThatExists() throws IOException, ClassNotFoundException {
        List<String> methods = Files.readAllLines(Path.of("src/main/jvm/compiler-commands")).stream()
                .filter(line -> line.startsWith(PREFIX)).map(line -> line.substring(PREFIX.length())).toList();
        assertThat(methods).isNotEmpty();
        for (String method : methods) {
            int colons = method.indexOf("::");
            String name = method.substring(colons + 2);
            Class<?> owner = Class.forName(method.substring(0, colons), false, getClass().getClassLoader());
            assertThat(Arrays.stream(owner.getDeclaredMethods())).as(method)
                    .anyMatch(one -> one.getName().equals(name));
        }
    }
}
