package io.binnacle.cmdb.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.binnacle.kernel.error.InvalidInput;
import org.junit.jupiter.api.Test;

class CiModelReaderTest {

    @Test
    void theShippedModelIsSound() {
        CiModel model = CiModelReader.shipped();
        assertThat(model.classes()).extracting(CiClass::name).contains("server", "operating_system", "firmware", "cpu",
                "memory", "disk", "file_system", "network_interface", "application", "system_service", "package");
        assertThat(model.find("server").orElseThrow().attribute("serial_number")).isPresent();
        assertThat(model.allows("file_system", "stored_on", "disk")).isTrue();
        assertThat(model.allows("disk", "stored_on", "file_system")).isFalse();
        assertThat(model.withSubclasses("hardware")).containsExactly("hardware", "server", "cpu", "memory", "disk");
    }

    @Test
    void aRelationHoldsForSubclassesToo() {
        CiModel model = CiModelReader.read("test.yaml", """
            classes:
              - {name: thing, label: Thing, plural: Things}
              - {name: box, label: Box, plural: Boxes, parent: thing}
            relations:
              - type: uses
                label: uses
                inverse: is used by
                between: [{from: thing, to: [thing]}]
            """);
        assertThat(model.allows("box", "uses", "box")).isTrue();
        assertThat(model.allows("box", "owns", "box")).isFalse();
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> CiModelReader.read("test.yaml", """
            classes:
              - {name: thing, label: Thing, plural: Things, colour: red}
              - name: box
                label: Box
                plural: Boxes
                parent: thin
                attributes:
                  - {name: size, label: Size, type: byts}
                  - {name: size, label: Size again}
              - {name: box, label: Box, plural: Boxes}
              - {name: a, label: A, plural: As, parent: b}
              - {name: b, label: B, plural: Bs, parent: a}
              - {name: Wrong Name, plural: Ws}
            """));
        assertThat(refused.violations()).extracting(InvalidInput.Violation::toString).anySatisfy(
                text -> assertThat(text).contains("classes[0].colour").contains("unknown key"))
                .anySatisfy(text -> assertThat(text).contains("did you mean thing?").contains("thin"))
                .anySatisfy(text -> assertThat(text).contains("attributes[0].type").contains("byts"))
                .anySatisfy(text -> assertThat(text).contains("size twice"))
                .anySatisfy(text -> assertThat(text).contains("box twice"))
                .anySatisfy(text -> assertThat(text).contains("no circle"))
                .anySatisfy(text -> assertThat(text).contains("Wrong Name"))
                .anySatisfy(text -> assertThat(text).contains("classes[5].label"));
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsPlace() {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class,
                () -> CiModelReader.read("test.yaml", "classes: [\n"));
        assertThat(refused.violations().getFirst().expected()).isEqualTo("valid YAML");
    }
}
