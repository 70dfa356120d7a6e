package io.binnacle.cmdb.intent.netbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.binnacle.cmdb.ObservedItem;
import io.binnacle.cmdb.ObservedItem.ItemRef;
import io.binnacle.cmdb.ObservedRelation;
import io.binnacle.cmdb.intent.IntentSet;
import io.binnacle.cmdb.intent.ObjectCount;
import io.binnacle.cmdb.intent.SharedFiles;
import io.binnacle.cmdb.intent.netbox.CablePath.Node;
import io.binnacle.cmdb.model.AttributeValues;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.CiModelReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NetBox's own demonstration, where it is at hand. */
class SharedNetboxTest {

    @TempDir
    Path folder;

    private byte[] demo() throws IOException, InterruptedException {
        SharedFiles.unpack("netbox_demo", folder);
        try (Stream<Path> files = Files.walk(folder)) {
            return Files.readAllBytes(files.filter(file -> file.getFileName().toString().endsWith("v3.6.json"))
                    .findFirst().orElseThrow());
        }
    }

    @Test
    void everyObjectIsAccountedForAndFitsTheModelAndPathsAreTheFiles() throws IOException, InterruptedException {
        byte[] content = demo();
        CiModel model = CiModelReader.shipped();
        IntentSet set = new NetboxIntent().read(content, "netbox", model);
        accounted(set);
        fits(set, model);
        paths(NetboxDump.read(content));
    }

    private static void accounted(IntentSet set) {
        assertThat(set.account()).allMatch(ObjectCount::accountsForAll);
        assertThat(set.account().stream().mapToInt(ObjectCount::total).sum()).isEqualTo(6_915);
        assertThat(set.account().stream().mapToInt(ObjectCount::items).sum()).isEqualTo(set.items().size());
        // What is nobody's but NetBox's own, a tag that nothing carries, and three roles of contacts.
        Set<String> skipped = new TreeSet<>();
        set.account().stream().filter(each -> !each.skipped().isEmpty()).forEach(each -> skipped.add(each.kind()));
        assertThat(skipped).containsExactly("admin.logentry", "auth.group", "auth.permission", "auth.user",
                "contenttypes.contenttype", "extras.tag", "sessions.session", "tenancy.contactrole",
                "users.userconfig");
        assertThat(set.problems()).isEmpty();
    }

    private static void fits(IntentSet set, CiModel model) {
        List<String> problems = new ArrayList<>();
        Set<ItemRef> refs = new HashSet<>();
        for (ObservedItem item : set.items()) {
            CiClass ciClass = model.find(item.ciClass()).orElseThrow();
            if (!ciClass.concrete()) {
                problems.add(item.ref() + " is of an abstract class");
            }
            AttributeValues.coerce(ciClass, item.attributes(), problem -> problems.add(item.ref() + ": " + problem));
            refs.add(item.ref());
        }
        for (ObservedRelation each : set.relations()) {
            if (!refs.contains(each.from()) || !refs.contains(each.to())
                    || !model.allows(each.from().ciClass(), each.type(), each.to().ciClass())) {
                problems.add(each.toString());
            }
        }
        assertThat(problems).isEmpty();
        System.out.println("netbox demo: " + set.items().size() + " items, " + set.relations().size() + " relations");
    }

    /** The file names kinds in paths by numbers that it does not explain: each must stand for one kind all through. */
    private static void paths(NetboxDump dump) {
        Cabling cabling = new Cabling(dump);
        Map<String, String> kinds = new HashMap<>();
        int equal = 0;
        Map<String, CablePath> traced = new HashMap<>();
        for (Node origin : cabling.origins()) {
            CablePath path = new CableTrace(cabling).from(origin);
            String stored = Objects.requireNonNull(dump.find(origin.model(), origin.id())).text("_path");
            traced.put(Objects.requireNonNull(stored), Objects.requireNonNull(path));
        }
        for (NetboxObject stored : dump.all("dcim.cablepath")) {
            CablePath path = Objects.requireNonNull(traced.get(stored.id()), () -> "path " + stored.id());
            assertThat(path.active()).isEqualTo(stored.is("is_active"));
            assertThat(path.complete()).isEqualTo(stored.is("is_complete"));
            assertThat(path.split()).isEqualTo(stored.is("is_split"));
            JsonNode steps = stored.fields().get("path");
            assertThat(path.nodes()).as("path %s: %s", stored.id(), steps).hasSize(steps.size());
            for (int i = 0; i < steps.size(); i++) {
                List<Node> own = path.nodes().get(i);
                assertThat(own).hasSize(steps.get(i).size());
                String[] node = steps.get(i).get(0).asText().split(":", 2);
                assertThat(kinds.computeIfAbsent(node[0], any -> own.getFirst().model()))
                        .isEqualTo(own.getFirst().model());
                assertThat(own.getFirst().id()).as("path %s, step %s", stored.id(), i).isEqualTo(node[1]);
            }
            equal++;
        }
        assertThat(new HashSet<>(kinds.values())).hasSameSizeAs(kinds.keySet());
        System.out.println("netbox demo: " + equal + " of " + dump.all("dcim.cablepath").size()
                + " cable paths equal");
        assertThat(equal).isEqualTo(154);
    }
}
