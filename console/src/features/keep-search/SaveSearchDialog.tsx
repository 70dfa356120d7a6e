import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { messageOf, type SavedSearch } from "../../shared/api";
import type { ListState } from "../../shared/table";
import { FormDialog, showToast } from "../../shared/ui";
import classes from "./keep-search.module.css";
import { NameFields } from "./NameFields";
import { shownOf, shownWords } from "./searches";
import { useKeep } from "./useKeep";

interface SaveSearchDialogProps {
  readonly state: ListState;
  readonly mine: readonly SavedSearch[];
  /** The one that is open; it is offered to be replaced. */
  readonly shown?: SavedSearch;
  readonly onClose: () => void;
}

/** Keeps the filter, the order and the columns of a list under a name, as a new search or in place of one. */
export default function SaveSearchDialog({ state, mine, shown, onClose }: SaveSearchDialogProps) {
  const [replaced, setReplaced] = useState(shown);
  const [named, setNamed] = useState({ name: shown?.name ?? "", shared: shown?.shared ?? false });
  const [changed, setChanged] = useState(false);
  const keep = useKeep(state.list, {
    onKept: (kept) => {
      showToast(`${kept.name} is kept${kept.shared ? " and shared" : ""}.`);
      onClose();
    },
    onChangedMeanwhile: (now) => {
      setReplaced(now);
      setChanged(true);
    },
  });
  const choose = (id: string) => {
    const chosen = mine.find((search) => search.id === id);
    setReplaced(chosen);
    setNamed({ name: chosen?.name ?? "", shared: chosen?.shared ?? false });
    setChanged(false);
    keep.reset();
  };
  const content = {
    list: state.list,
    name: named.name.trim(),
    shared: named.shared,
    ...shownOf(state),
  };
  const rest = shownWords(content);
  return (
    <FormDialog
      title="Save this search"
      about="The filter, the order and the columns of the list, for yourself or for all."
      submit={changed ? "Replace all the same" : replaced ? "Replace" : "Save"}
      busy={keep.isPending}
      problem={messageOf(keep.error, ["name"])}
      onSubmit={() => keep.mutate({ content, seen: replaced })}
      onClose={onClose}
    >
      <p className={`mono ${classes.filter}`}>{content.q === "" ? "everything" : content.q}</p>
      {rest !== "" && <p className="muted small">{rest}</p>}
      {changed && replaced && (
        <p role="status">
          Meanwhile {replaced.name} became <span className="mono">{replaced.q || "everything"}</span>.
        </p>
      )}
      {mine.length > 0 && (
        <NativeSelect
          label="As"
          value={replaced?.id ?? ""}
          data={[
            { value: "", label: "a new search" },
            ...mine.map((search) => ({ value: search.id, label: `in place of ${search.name}` })),
          ]}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      )}
      <NameFields value={named} error={keep.error} onChange={setNamed} />
    </FormDialog>
  );
}
