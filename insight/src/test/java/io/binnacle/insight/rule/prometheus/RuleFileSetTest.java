package io.binnacle.insight.rule.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.binnacle.insight.rule.yaml.YamlFault;
import io.binnacle.timeseries.promql.PromqlFeatures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFileSetTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        for (String name : List.of("a/one.yml", "a/two.yaml", "a/b/three.rules", "a/note.txt", "a/x{y}.yml")) {
            Files.writeString(folder.resolve(name),
                    "groups: [{name: '" + name + "', rules: [{record: r, expr: up}]}]");
        }
        Files.writeString(folder.resolve("a/b/bad.yml"), "groups: [{name: bad, rules: [{record: r, expr: '+'}]}]");
    }

    private RuleFileSet load(String list) {
        return RuleFileSet.load(list, folder, PromqlFeatures.none());
    }

    private List<String> names(String list) {
        return load(list).groups().stream().map(RuleGroup::name).toList();
    }

    @Test
    void filesPatternsAndDirectoriesNameFiles() {
        assertThat(names("a")).containsExactly("a/one.yml", "a/two.yaml", "a/x{y}.yml");
        assertThat(names("a/*.yml, a/two.yaml")).containsExactly("a/one.yml", "a/x{y}.yml", "a/two.yaml");
        assertThat(names("a/?n[^a].yml")).containsExactly("a/one.yml");
        assertThat(names("*/*/t*.rules")).containsExactly("a/b/three.rules");
        assertThat(names("a/x{y}*")).containsExactly("a/x{y}.yml");
        assertThat(names(folder.resolve("a/one.yml") + "," + folder.resolve("a/o*"))).containsExactly("a/one.yml");
        assertThat(names("")).isEmpty();
    }

    @Test
    void goodFilesBesideBadOnesAreKept() {
        RuleFileSet set = load("a/b");
        assertThat(set.groups()).extracting(RuleGroup::name).containsExactly("a/b/three.rules");
        assertThat(set.faults()).singleElement().extracting(YamlFault::file)
                .isEqualTo(folder.resolve("a/b/bad.yml").toString());
    }

    @Test
    void whatFindsNothingIsAFault() {
        assertThat(load("none/*.yml,a/nothing.yml").faults()).extracting(YamlFault::file)
                .containsExactly("none/*.yml", "a/nothing.yml");
    }
}
