package io.binnacle.cmdb.model;

import java.util.List;

/**
 * A change of what was made here: classes put in the place of those of the same name, and names of those that go.
 *
 * @param dropValues whether items may lose values of attributes that are not there any more; the history keeps them
 */
public record ModelEdit(List<ClassDefinition> put, List<String> delete, boolean dropValues) {

    public ModelEdit {
        put = List.copyOf(put);
        delete = List.copyOf(delete);
    }
}
