package io.binnacle.cmdb.intent.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.binnacle.cmdb.intent.IntentSet;
import io.binnacle.cmdb.intent.ObjectCount;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.kernel.error.InvalidInput;
import org.junit.jupiter.api.Test;

class CsvIntentTest {

    private static final CiModel MODEL = CiModelReader.shipped();

    private static IntentSet read(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        assertThat(new CsvIntent().takes(content)).isTrue();
        return new CsvIntent().read(content, "plan", MODEL);
    }

    @Test
    void aLineIsAnItemWithAttributesOfTheModelsTypesAndRelations() {
        IntentSet set = read("""
            class;name;cpu_count;addresses;stage;runs_on;member_of
            server;host-1;64;10.0.0.1; 10.0.0.2;in_service;
            """.replace("10.0.0.1; 10.0.0.2", "\"10.0.0.1; 10.0.0.2\"") + """
            Virtual machine;vm-1;4;;planned;host-1;"cluster:c1"
            cluster;c1;;;;;
            """);
        assertThat(set.problems()).isEmpty();
        assertThat(set.items()).hasSize(3);
        assertThat(set.items().getFirst().attributes()).containsEntry("cpu_count", 64L)
                .containsEntry("addresses", List.of("10.0.0.1", "10.0.0.2"));
        assertThat(set.relations()).extracting(each -> each.from().key() + " " + each.type() + " " + each.to().key())
                .containsExactly("plan/vm-1 runs_on plan/host-1", "plan/vm-1 member_of plan/c1");
        assertThat(set.account()).allMatch(ObjectCount::accountsForAll);
    }

    @Test
    void eachBadCellIsToldWithItsLineAndColumnAndTheRestIsKept() {
        IntentSet set = read("""
            class,name,cpu_count,coat,runs_on
            server,a,many,,
            serverr,b,1,,
            server,"c
            d",2,red,nowhere
            server,,3,,
            """);
        assertThat(set.items()).extracting(each -> each.name()).containsExactly("a", "c\nd");
        assertThat(set.items().getFirst().attributes()).isEmpty();
        assertThat(set.problems()).containsExactly(
                "line 2, column cpu_count: expected integer, got many",
                "line 3, column class: expected a class that can have items, perhaps server, got \"serverr\"",
                "line 4, column coat: is no attribute of class server and no relation",
                "line 6, column name: a name is needed",
                "line 4, column runs_on: there is no \"nowhere\" in the file that this can lead to");
        assertThat(set.account().getFirst()).extracting(ObjectCount::total, ObjectCount::items).containsExactly(4, 2);
    }

    @Test
    void whatAnExportWritesIsTaken() {
        IntentSet set = read("""
            id,class,key,name,lifecycle,source,firstSeen,lastSeen,model,owner,tags,comments\r
            0198,server,k1,a,retired,host,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,'=SUM(A1),''-x,"a;;b; c",'+\r
            0199,server,k2,b,in_service,host,,,-5,'team,,\r
            """);
        assertThat(set.items()).extracting(each -> each.key()).containsExactly("plan/k1", "plan/k2");
        assertThat(set.items().getFirst().attributes()).isEqualTo(Map.of("model", "=SUM(A1)", "owner", "'-x", "tags",
                List.of("a;b", "c"), "comments", "+", "stage", "retired"));
        assertThat(set.items().getLast().attributes()).isEqualTo(Map.of("model", "-5", "owner", "'team"));
        assertThat(set.problems()).as("said once").containsExactly(
                "left out, since only who looks can tell: firstseen, id, lastseen, source");
    }

    @Test
    void aColumnThatIsThereTwiceIsTold() {
        IntentSet set = read("class,name,model,model\nserver,a,x,y\n");
        assertThat(set.problems()).containsExactly("line 1, column model: is there twice; the first counts");
        assertThat(set.items().getFirst().attributes()).containsEntry("model", "x");
    }

    @Test
    void whatIsNoTableIsRefused() {
        for (String text : List.of("", "name,colour\nx,red\n", "class,name\nserver,\"open\n",
                "class,name" + ",x".repeat(600))) {
            assertThatThrownBy(() -> new CsvIntent().read(text.getBytes(StandardCharsets.UTF_8), "plan", MODEL))
                    .isInstanceOf(InvalidInput.class);
        }
    }
}
