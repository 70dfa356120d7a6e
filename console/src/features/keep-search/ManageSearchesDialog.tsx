import { Button, Checkbox, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { deleteSavedSearchesById, messageOf, postSavedSearches, type SavedSearch, violationOf } from "../../shared/api";
import { Dialog, Empty, FormProblem, SimpleTable, showToast } from "../../shared/ui";
import classes from "./keep-search.module.css";
import { savedSearchesQuery } from "./searches";
import { useKeep } from "./useKeep";

interface ManageSearchesDialogProps {
  readonly list: string;
  readonly mine: readonly SavedSearch[];
  readonly onClose: () => void;
}

/** One's own searches of a list: renamed, shared, deleted. */
export default function ManageSearchesDialog({ list, mine, onClose }: ManageSearchesDialogProps) {
  const queries = useQueryClient();
  const [editing, setEditing] = useState<string>();
  const refresh = () => queries.invalidateQueries({ queryKey: savedSearchesQuery(list).queryKey });
  const remove = useMutation({
    mutationFn: ({ id }: SavedSearch) => deleteSavedSearchesById({ path: { id } }),
    onSuccess: async (_, { name, q, sort, shared }) => {
      await refresh();
      const again = () => void postSavedSearches({ body: { list, name, q, sort: sort ?? null, shared } }).then(refresh);
      showToast(`${name} is deleted.`, { undo: again });
    },
  });
  return (
    <Dialog title="My searches" size={680} onClose={onClose}>
      <FormProblem message={messageOf(remove.error)} />
      {mine.length === 0 ? (
        <Empty kind="not-set-up" title="You keep no search of this list" />
      ) : (
        <SimpleTable
          label="My searches"
          rows={mine}
          keyOf={({ id }) => id}
          columns={[
            { header: "Name", width: "30%", cell: ({ name }) => <strong className="strong">{name}</strong> },
            { header: "Filter", cell: ({ q }) => <span className="mono">{q || "everything"}</span> },
            { header: "Seen by", width: "80px", cell: ({ shared }) => (shared ? "all" : "me") },
            {
              header: "Actions",
              quietHeader: true,
              width: "140px",
              cell: (search) => (
                <span className="nowrap">
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Change ${search.name}`}
                    onClick={() => setEditing(editing === search.id ? undefined : search.id)}
                  >
                    Change
                  </Button>{" "}
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Delete ${search.name}`}
                    loading={remove.isPending && remove.variables.id === search.id}
                    onClick={() => remove.mutate(search)}
                  >
                    Delete
                  </Button>
                </span>
              ),
            },
          ]}
          after={(search) =>
            search.id === editing && <EditSearch search={search} onDone={() => setEditing(undefined)} />
          }
        />
      )}
    </Dialog>
  );
}

function EditSearch({ search, onDone }: { readonly search: SavedSearch; readonly onDone: () => void }) {
  const [seen, setSeen] = useState(search);
  const [name, setName] = useState(search.name);
  const [shared, setShared] = useState(search.shared);
  const keep = useKeep(search.list, { onKept: onDone, onChangedMeanwhile: setSeen });
  const { list, q, sort } = seen;
  const send = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate({ content: { list, name: name.trim(), q, sort: sort ?? null, shared }, seen });
  };
  return (
    <form className={classes.edit} onSubmit={send}>
      <FormProblem message={messageOf(keep.error, ["name"])} />
      <TextInput
        label="Name"
        required
        data-autofocus
        value={name}
        error={violationOf(keep.error, "name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox
        label="Share it with everybody"
        checked={shared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
      <p>
        <Button type="submit" size="compact-sm" loading={keep.isPending}>
          {seen === search ? "Change it" : "Change it all the same"}
        </Button>
      </p>
    </form>
  );
}
