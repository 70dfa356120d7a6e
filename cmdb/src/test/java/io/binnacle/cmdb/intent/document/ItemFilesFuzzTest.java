package io.binnacle.cmdb.intent.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

import io.binnacle.cmdb.intent.IntentFormat;
import io.binnacle.cmdb.intent.ObjectCount;
import io.binnacle.cmdb.intent.csv.CsvIntent;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.testkit.Fuzz;
import org.junit.jupiter.api.Test;

/** Files of items, damaged at random: whatever is in them, they are read or refused. */
class ItemFilesFuzzTest {

    private static final int ROUNDS = 4_000;
    private static final CiModel MODEL = CiModelReader.shipped();
    private static final List<String> FILES = List.of("""
        [{"class": "server", "name": "host-1", "attributes": {"cpu_count": 64, "addresses": ["10.0.0.1", "x"]}},
         {"class": "virtual_machine", "name": "vm-1", "relations": {"runs_on": "host-1", "member_of": ["cluster:c1"]}}]
        """, """
        ---
        class: server
        name: "host-1"
        attributes: {cpu_count: 64, addresses: [10.0.0.1, 'x'], comments: "a\\u00e9\\n"}
        ---
        - class: virtual_machine
          name: vm-1
          relations:
            runs_on: host-1
            member_of: [c1]
          comments: |
            long
        """, """
        class,name,cpu_count,addresses,runs_on
        server,host-1,64,"10.0.0.1; x",
        virtual_machine,vm-1,,,host-1
        """);
    private static final List<String> PIECES = List.of("{", "}", "[", "]", ":", ",", "\"", "'", "\n", "- ", "---\n",
            "&a ",
            "*a", "!!binary ", "!x ", "? ", "%YAML 1.2\n", "%TAG ! x\n", "\\", "\\U7FFFFFFF", "\\x", "\0", "\uFEFF",
            "\t", "|",
            ">-9", "null", "1e999", "99999999999999999999", "class", "name", "attributes", "relations", "cluster:",
            ";;",
            "'=", "\r", "\uD800", "<<: ");

    private final RandomGenerator random = Fuzz.random();

    private byte[] damaged() {
        byte[] bytes = Fuzz.pick(random, FILES).getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, at + random.nextInt(8));
            byte[] piece = switch (random.nextInt(4)) {
                case 0 -> new byte[]{(byte) random.nextInt(256)};
                case 1 -> Arrays.copyOfRange(bytes, Math.max(0, at - random.nextInt(40)), at);
                default -> Fuzz.pick(random, PIECES).getBytes(StandardCharsets.UTF_8);
            };
            byte[] next = new byte[at + piece.length + bytes.length - to];
            System.arraycopy(bytes, 0, next, 0, at);
            System.arraycopy(piece, 0, next, at, piece.length);
            System.arraycopy(bytes, to, next, at + piece.length, bytes.length - to);
            bytes = next;
        }
        return bytes;
    }

    @Test
    void aDamagedFileIsReadOrRefused() {
        List<IntentFormat> formats = List.of(new JsonIntent(), new YamlIntent(), new CsvIntent());
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] content = damaged();
            for (IntentFormat format : formats) {
                format.takes(content);
                try {
                    assertThat(format.read(content, "plan", MODEL).account()).allMatch(ObjectCount::accountsForAll);
                    read++;
                } catch (InvalidInput e) {
                    assertThat(e.violations()).isNotEmpty();
                } catch (RuntimeException e) {
                    throw new AssertionError(format.name() + " of " + Arrays.toString(content), e);
                }
            }
        }
        assertThat(read).as("the damage is not always deadly").isPositive();
    }
}
