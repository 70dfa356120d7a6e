package io.binnacle.cmdb.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class DefinitionWriterTest {

    private static final String MACHINE = """
        name: coffee_machine
        label: Coffee machine
        plural: Coffee machines
        parent: equipment
        description: "Without it: nothing."
        keyedBy: serial number
        retireAfter: 2d
        attestEvery: 30d
        attributes:
        - {name: bean, label: Bean, type: enum, oneOf: ["no", arabica], required: true}
        - {name: tank_size, label: Tank, type: number, unit: l, min: 0.5, max: 10}
        - {name: pin, label: PIN, sensitive: true, tracked: false, pattern: "[0-9]{4}", was: code}
        - {name: bought_from, label: Bought from, type: reference, reference: organisation, unique: true}
        identification:
        - {by: [serial_number], sureness: 0.9, ignore: [placeholders]}
        - {by: [pin, tank_size], sureness: 0.2, unique: false}
        precedence:
        - {attributes: [bean], sources: [person, "*"], mode: locked, halfLife: 1h}
        relations:
        - {type: located_in, to: [room], cardinality: many_to_one}
        - {type: keeps_awake, label: keeps awake, inverse: is kept awake by, to: [team], failure: from_to, lasting: true, linger: 5m}
        - {type: powered_by, from: [sensor]}
        """;

    @Test
    void whatIsWrittenReadsBackTheSame() {
        ClassDefinition machine = CiModelReader.definition("test", MACHINE);
        assertThat(CiModelReader.definition("again", DefinitionWriter.yaml(machine))).isEqualTo(machine);
        ClassDefinition addition = CiModelReader.definition("test", """
            name: server
            extends: true
            attributes: [{name: sticker, label: Sticker}]
            """);
        assertThat(CiModelReader.definitions("file", DefinitionWriter.yaml(List.of(machine, addition))))
                .containsExactly(machine, addition);
        assertThat(CiModelReader.definitions("file", DefinitionWriter.yaml(List.of()))).isEmpty();
    }

    @Test
    void whatWasMadeHereJoinsWhatIsShipped() {
        CiModel model = CiModelReader.shippedWith(List.of(CiModelReader.definition("test", MACHINE),
                CiModelReader.definition("test", """
                    name: server
                    extends: true
                    retireAfter: 90d
                    attributes: [{name: sticker, label: Sticker}]
                    identification: [{by: [sticker], sureness: 0.99}]
                    """)));
        CiClass machine = model.find("coffee_machine").orElseThrow();
        assertThat(machine.origin()).isEqualTo(ClassOrigin.OWN);
        assertThat(machine.attribute("asset_tag")).isPresent();
        assertThat(machine.precedenceOf("bean").mode()).isEqualTo(PrecedenceRule.Mode.LOCKED);
        assertThat(model.propagation("coffee_machine", "keeps_awake", "team")).isEqualTo(Propagation.FROM_TO);
        assertThat(model.allows("sensor", "powered_by", "coffee_machine")).isTrue();
        CiClass server = model.find("server").orElseThrow();
        assertThat(server.origin()).isEqualTo(ClassOrigin.EXTENDED);
        assertThat(server.identification().getFirst().by()).containsExactly("sticker");
        assertThat(server.identification()).hasSizeGreaterThan(3);
        assertThat(model.find("cloud_instance").orElseThrow().attribute("sticker")).isPresent();
        assertThat(server.retireAfter()).hasDays(90);
    }
}
