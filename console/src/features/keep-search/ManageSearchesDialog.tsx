import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { deleteSavedSearchesById, messageOf, postSavedSearches, type SavedSearch } from "../../shared/api";
import { Dialog, Empty, FormProblem, SimpleTable, showToast } from "../../shared/ui";
import classes from "./keep-search.module.css";
import { NameFields } from "./NameFields";
import { savedSearchesQuery, shownWords } from "./searches";
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
    onSuccess: async (_, search) => {
      const { name, q, sort = null, columns = null, shared } = search;
      await refresh();
      const again = () => void postSavedSearches({ body: { list, name, q, sort, columns, shared } }).then(refresh);
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
            { header: "Filter", cell: (search) => <Kept search={search} /> },
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

function Kept({ search }: { readonly search: SavedSearch }) {
  const rest = shownWords(search);
  return (
    <>
      <span className="mono">{search.q || "everything"}</span>
      {rest !== "" && <div className="muted small">{rest}</div>}
    </>
  );
}

function EditSearch({ search, onDone }: { readonly search: SavedSearch; readonly onDone: () => void }) {
  const [seen, setSeen] = useState(search);
  const [named, setNamed] = useState({ name: search.name, shared: search.shared });
  const keep = useKeep(search.list, { onKept: onDone, onChangedMeanwhile: setSeen });
  const { list, q, sort = null, columns = null } = seen;
  const send = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate({ content: { list, name: named.name.trim(), q, sort, columns, shared: named.shared }, seen });
  };
  return (
    <form className={classes.edit} onSubmit={send}>
      <FormProblem message={messageOf(keep.error, ["name"])} />
      <NameFields value={named} error={keep.error} onChange={setNamed} />
      <p>
        <Button type="submit" size="compact-sm" loading={keep.isPending}>
          {seen === search ? "Change it" : "Change it all the same"}
        </Button>
      </p>
    </form>
  );
}
