package io.binnacle.server.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.binnacle.cmdb.ClassSummary;
import io.binnacle.cmdb.Cmdb;
import io.binnacle.cmdb.model.Attribute;
import io.binnacle.cmdb.model.CiClass;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.cmdb.model.CiModelReader;
import io.binnacle.cmdb.model.CiModels;
import io.binnacle.cmdb.model.ClassDefinition;
import io.binnacle.cmdb.model.ClassOrigin;
import io.binnacle.cmdb.model.DefinitionWriter;
import io.binnacle.cmdb.model.MigrationPlan;
import io.binnacle.cmdb.model.ModelArea;
import io.binnacle.cmdb.model.ModelEdit;
import io.binnacle.cmdb.model.ModelVersion;
import io.binnacle.cmdb.model.RelationRule;
import io.binnacle.kernel.error.InvalidInput;
import io.binnacle.kernel.error.NotFound;
import io.binnacle.server.http.Call;
import io.binnacle.server.http.Content;
import io.binnacle.server.http.Items;
import io.binnacle.server.http.Parameter;
import io.binnacle.server.http.Route;
import io.binnacle.server.security.Permission;
import org.jspecify.annotations.Nullable;

/** The classes as data: what each says, and how people change those of their own. */
public final class CiClassApi {

    private static final String NAME = "name";
    private static final String VERSION = "version";
    private static final Parameter VERSION_SEEN = Parameter
            .integer(VERSION, "The version of the model that the author saw")
            .must();
    private static final Parameter DROP_VALUES = Parameter.flag("dropValues",
            "Whether items may lose values of attributes that are not there any more");

    private final CiModels models;
    private final Cmdb cmdb;

    /**
     * A class as a line of a tree.
     *
     * @param attributeCount of its own
     */
    public record ClassNode(String name, String label, String plural, @Nullable String parent,
            @Nullable String description, String area, boolean concrete, ClassOrigin origin, int attributeCount,
            long inService, long intended, long missing, long retired) {}

    /** @param problems why what was made here is not in force; empty when it is */
    public record ClassTree(int version, List<ModelArea> areas, List<ClassNode> classes, List<String> problems) {}

    /**
     * All that holds for a class.
     *
     * @param relations that its items may have, at either end
     * @param definition what was made here of it; null when nothing was
     * @param yaml the same as text; null when nothing was made here
     * @param version of the model, for a change
     */
    public record ClassDetail(CiClass ciClass, List<RelationRule> relations, @Nullable ClassDefinition definition,
            @Nullable String yaml, int version) {}

    /**
     * A class as it shall be: as a text, or as data; the text counts where both are given.
     *
     * @param version of the model that the author saw
     */
    public record ClassEdit(int version, @Nullable String yaml, @Nullable ClassDefinition definition,
            boolean dropValues) {}

    /**
     * What a change would do.
     *
     * @param definition the class as data
     * @param yaml the class as text
     */
    public record ClassPreview(ClassDefinition definition, String yaml, MigrationPlan plan) {}

    /** Classes as a file. */
    public record ModelText(int version, String yaml, boolean dropValues) {}

    /** @param before the text of the version before */
    public record ModelVersionText(int version, String yaml, String before) {}

    public CiClassApi(CiModels models, Cmdb cmdb) {
        this.models = models;
        this.cmdb = cmdb;
    }

    public List<Route<?, ?>> routes() {
        return List.of(
                Route.get("ci-model", "getCiModel", "Every class as a tree, with how many items each has")
                        .needs(Permission.CI_READ).returns(ClassTree.class).handle(call -> tree()),
                Route.get("ci-classes/{name}", "getCiClass", "One class with all that it inherits")
                        .needs(Permission.CI_READ).returns(ClassDetail.class)
                        .handle(call -> detail(call.path(NAME))),
                Route.post("ci-classes/preview", "previewCiClass",
                        "What a class would change, and which items are in the way; changes nothing")
                        .needs(Permission.CLASS_WRITE).body(ClassEdit.class).returns(ClassPreview.class)
                        .handle((call, edit) -> preview(edit)),
                Route.put("ci-classes/{name}", "putCiClass",
                        "Makes a class, or puts it in the place of the one that was there; all of its items or none are turned")
                        .needs(Permission.CLASS_WRITE).body(ClassEdit.class).returns(ClassDetail.class)
                        .handle((call, edit) -> put(call, call.path(NAME), edit)),
                Route.delete("ci-classes/{name}", "deleteCiClass", "Takes back what was made here of a class")
                        .needs(Permission.CLASS_WRITE).with(VERSION_SEEN, DROP_VALUES).returnsNothing()
                        .handle(call -> delete(call, call.path(NAME))),
                Route.get("ci-model/versions", "listCiModelVersions", "Every change of the model, newest first")
                        .needs(Permission.CI_READ).returnsItems(ModelVersion.class)
                        .handle(call -> new Items<>(models.versions())),
                Route.get("ci-model/versions/{version}", "getCiModelVersion", "The classes made here as of a version")
                        .needs(Permission.CI_READ).returns(ModelVersionText.class)
                        .handle(call -> version(number(VERSION, call.path(VERSION)))),
                Route.get("ci-model/export", "exportCiModel", "The classes made here as a YAML file")
                        .needs(Permission.CI_READ).returnsContent()
                        .handle(call -> new Content(200, "application/yaml; charset=utf-8",
                                DefinitionWriter.yaml(models.own()).getBytes(StandardCharsets.UTF_8))),
                Route.post("ci-model/import", "importCiModel",
                        "Makes the classes of a YAML file, or puts them in the place of those that were there; all or none")
                        .needs(Permission.CLASS_WRITE).body(ModelText.class).returns(MigrationPlan.class)
                        .handle((call, text) -> models.apply(call.actor(), text.version(), edit(text))),
                Route.post("ci-model/preview", "previewCiModel", "What a YAML file would change; changes nothing")
                        .needs(Permission.CLASS_WRITE).body(ModelText.class).returns(MigrationPlan.class)
                        .handle((call, text) -> models.preview(edit(text))));
    }

    private ClassTree tree() {
        CiModel model = models.current();
        Map<String, ClassSummary> counts = cmdb.classSummaries().stream()
                .collect(Collectors.toMap(each -> each.ciClass().name(), Function.identity()));
        return new ClassTree(models.version(), model.areas(),
                model.classes().stream().map(each -> node(each, counts.get(each.name()))).toList(), models.problems());
    }

    private static ClassNode node(CiClass each, @Nullable ClassSummary counts) {
        int own = (int) each.attributes().stream().map(Attribute::declaredBy).filter(each.name()::equals).count();
        return new ClassNode(each.name(), each.label(), each.plural(), each.parent(), each.description(), each.area(),
                each.concrete(), each.origin(), own, counts == null ? 0 : counts.inService(),
                counts == null ? 0 : counts.intended(),
                counts == null ? 0 : counts.missing(), counts == null ? 0 : counts.retired());
    }

    private ClassDetail detail(String name) {
        CiModel model = models.current();
        CiClass ciClass = model.find(name).orElseThrow(() -> new NotFound("class", name));
        Optional<ClassDefinition> own = models.own().stream().filter(each -> each.name().equals(name)).findFirst();
        return new ClassDetail(ciClass, model.relationsOf(name), own.orElse(null),
                own.map(DefinitionWriter::yaml).orElse(null), models.version());
    }

    private ClassPreview preview(ClassEdit edit) {
        ClassDefinition definition = definition(edit);
        return new ClassPreview(definition, DefinitionWriter.yaml(definition),
                models.preview(new ModelEdit(List.of(definition), List.of(), edit.dropValues())));
    }

    private ClassDetail put(Call call, String name, ClassEdit edit) {
        ClassDefinition definition = definition(edit);
        if (!definition.name().equals(name)) {
            throw new InvalidInput("name", name + ", as in the path", definition.name());
        }
        models.apply(call.actor(), edit.version(),
                new ModelEdit(List.of(definition), List.of(), edit.dropValues()));
        return detail(name);
    }

    private void delete(Call call, String name) {
        int seen = call.query(VERSION).map(text -> number(VERSION, text))
                .orElseThrow(() -> new InvalidInput(VERSION, "the version of the model that you saw", "nothing"));
        models.apply(call.actor(), seen, new ModelEdit(List.of(), List.of(name), call.queryFlag("dropValues")));
    }

    /** Data is written and read again: what a form leaves out is then as in a text that leaves it out. */
    private static ClassDefinition definition(ClassEdit edit) {
        String yaml = edit.yaml();
        ClassDefinition given = edit.definition();
        if (yaml == null) {
            if (given == null) {
                throw new InvalidInput("yaml", "a class as a text or as data", "nothing");
            }
            yaml = DefinitionWriter.yaml(given);
        }
        return CiModelReader.definition("class", yaml);
    }

    private ModelVersionText version(int version) {
        return new ModelVersionText(version, models.yaml(version), models.yaml(Math.max(0, version - 1)));
    }

    private static ModelEdit edit(ModelText text) {
        return new ModelEdit(CiModelReader.definitions("file", text.yaml()), List.of(), text.dropValues());
    }

    private static int number(String field, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidInput(field, "a whole number", text);
        }
    }
}
