package io.binnacle.cmdb.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.binnacle.kernel.error.InvalidInput;
import org.junit.jupiter.api.Test;

class CiModelReaderTest {

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
                .anySatisfy(text -> assertThat(text)
                        .startsWith("test.yaml:8 classes[1].attributes[0].type: expected did you"
                                + " mean bytes?")
                        .endsWith("got byts"))
                .anySatisfy(text -> assertThat(text).contains("size twice"))
                .anySatisfy(text -> assertThat(text).contains("box twice"))
                .anySatisfy(text -> assertThat(text).contains("no circle"))
                .anySatisfy(text -> assertThat(text).contains("Wrong Name"))
                .anySatisfy(text -> assertThat(text).contains("classes[5].label"));
    }

    @Test
    void whatDoesNotFitTogetherIsToldWithItsClass() {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> CiModelReader.read("test.yaml",
                """
                    classes:
                      - name: thing
                        label: Thing
                        plural: Things
                        attributes:
                          - {name: speed, label: Speed, type: integer}
                          - {name: maker, label: Maker, type: reference}
                          - {name: state, label: State, type: enum}
                          - {name: code, label: Code, pattern: "[a-", min: 3, max: 2}
                        identification:
                          - {by: [sped], sureness: 2, ignore: [nothing]}
                        precedence:
                          - {attributes: [sped], sources: [], mode: loked}
                      - name: box
                        label: Box
                        plural: Boxes
                        attributes: [{name: speed, label: Speed}, {name: owner, label: Owner, type: reference, reference: persn}]
                    relations:
                      - {type: holds, between: [{from: box, to: thin}]}
                    """));
        assertThat(refused.violations()).extracting(InvalidInput.Violation::toString)
                .anySatisfy(text -> assertThat(text).contains("test.yaml:7 ").contains("the class that it refers to"))
                .anySatisfy(text -> assertThat(text).contains("test.yaml:8 ").contains("the values of an enum"))
                .anySatisfy(text -> assertThat(text).contains("test.yaml:9 ").contains("RE2"))
                .anySatisfy(text -> assertThat(text).contains("test.yaml:9 ").contains("at least min"))
                .anySatisfy(text -> assertThat(text).contains("identification").contains("did you mean speed?"))
                .anySatisfy(text -> assertThat(text).contains("at most 1"))
                .anySatisfy(text -> assertThat(text).contains("identification.ignore").contains("nothing"))
                .anySatisfy(text -> assertThat(text).contains("sources").contains("names of sources"))
                .anySatisfy(text -> assertThat(text).contains("mode").contains("did you mean locked?"))
                .anySatisfy(text -> assertThat(text).contains("box.attributes").contains("like integer, as in thing"))
                .anySatisfy(text -> assertThat(text).contains("owner.reference").contains("persn"))
                .anySatisfy(text -> assertThat(text).contains("label and inverse").contains("holds"))
                .anySatisfy(text -> assertThat(text).contains("holds.to").contains("did you mean thing?"));
    }

    @Test
    void aPartOfAFileIsNotUsedTwice() {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> CiModelReader.read("test.yaml", """
            classes:
              - &thing {name: thing, label: Thing, plural: Things}
              - *thing
            """));
        assertThat(refused.violations().getFirst().toString()).startsWith("test.yaml:2").contains("no alias");
    }

    @Test
    void aKeyStandsOnce() {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> CiModelReader.read("test.yaml", """
            classes:
              - {name: thing, label: Thing, label: Box, plural: Things}
            """));
        assertThat(refused.violations()).extracting(InvalidInput.Violation::toString)
                .containsExactly("test.yaml:2: expected each key once, got label twice");
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsPlace() {
        InvalidInput refused = catchThrowableOfType(InvalidInput.class,
                () -> CiModelReader.read("test.yaml", "classes: [\n"));
        assertThat(refused.violations().getFirst().expected()).isEqualTo("valid YAML");
    }
}
