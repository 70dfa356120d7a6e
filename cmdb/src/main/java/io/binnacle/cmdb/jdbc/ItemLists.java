package io.binnacle.cmdb.jdbc;

import io.binnacle.cmdb.CiChange;
import io.binnacle.cmdb.ConfigurationItem;
import io.binnacle.cmdb.model.CiModel;
import io.binnacle.storage.list.ListSchema;
import io.binnacle.storage.list.jdbc.ListReader;

/** How items and changes are listed under one model: every attribute of it is a field to filter by. */
record ItemLists(CiModel model, ListSchema itemFields, ListSchema changeFields, ListReader<ConfigurationItem> items,
        ListReader<CiChange> changes) {

    static ItemLists of(CiModel model) {
        ListSchema itemFields = ItemTable.schema(model);
        ListSchema changeFields = ChangeTable.schema(model);
        return new ItemLists(model, itemFields, changeFields,
                new ListReader<>(itemFields, ItemTable.COLUMNS, ItemTable.FROM,
                        (row, context) -> ItemTable.read(row, model)),
                new ListReader<>(changeFields, ChangeTable.COLUMNS, ChangeTable.FROM,
                        (row, context) -> ChangeTable.read(row)));
    }
}
