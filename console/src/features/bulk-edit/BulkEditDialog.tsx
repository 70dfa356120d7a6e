import { Button } from "@mantine/core";
import { useMutation, useQueries, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ciClassQuery } from "../../entities/ci";
import { type ConfigurationItem, messageOf, postCisEdit } from "../../shared/api";
import type { Selection } from "../../shared/table";
import { Dialog, FormProblem, Loading } from "../../shared/ui";
import classes from "./bulk-edit.module.css";
import { EditedTable } from "./EditedTable";
import { EntriesForm } from "./EntriesForm";
import { choicesOf, type Entry, outcomeWords, valuesOf } from "./edits";

interface BulkEditDialogProps {
  readonly selection: Selection<ConfigurationItem>;
  readonly onClose: () => void;
}

/** Enters values by hand into many items: chosen, shown item by item, then done. What was typed stays whatever fails. */
export default function BulkEditDialog({ selection, onClose }: BulkEditDialogProps) {
  const queries = useQueryClient();
  const [entries, setEntries] = useState<readonly Entry[]>();
  const names = [...new Set(selection.rows.map(({ ciClass }) => ciClass))];
  const found = useQueries({ queries: names.map((name) => ciClassQuery(name)) });
  const choices = choicesOf(found.flatMap(({ data }) => (data ? [data.ciClass] : [])));
  const current = entries ?? [{ id: 1, field: choices[1]?.attribute.name ?? "name", text: "", takeBack: false }];
  const values = () => valuesOf(current, choices);
  const preview = useMutation({
    mutationFn: () =>
      postCisEdit({
        body:
          selection.q === undefined
            ? { ids: selection.rows.map(({ id }) => id), values: values(), preview: true }
            : // Without any filter every item is meant, and each has a class.
              { ids: [], q: selection.q.trim() || "class:*", values: values(), preview: true },
      }),
  });
  const shown = preview.data;
  // What was shown is what is done, whatever matches the filter by now.
  const ids = shown?.items.filter(({ problem }) => !problem).map(({ id }) => id) ?? [];
  const leftOut = shown?.items.filter(({ problem }) => problem) ?? [];
  const apply = useMutation({
    mutationFn: () => postCisEdit({ body: { ids, values: values(), preview: false } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const close = () => {
    onClose();
    if (apply.data) selection.clear();
  };
  const back = () => {
    preview.reset();
    apply.reset();
  };
  const title = `Edit ${selection.count.toLocaleString("en-GB")} ${selection.count === 1 ? "item" : "items"}`;
  const answer = apply.data ? { ...apply.data, items: [...apply.data.items, ...leftOut] } : shown;
  return (
    <Dialog title={title} size={760} keepOpen onClose={close}>
      {answer ? (
        <div className={classes.form}>
          <FormProblem message={messageOf(apply.error)} />
          <p className="strong" role="status">
            {outcomeWords(answer)}
          </p>
          <EditedTable items={answer.items} choices={choices} />
          <div className={classes.buttons}>
            {apply.data ? (
              <Button onClick={close}>Done</Button>
            ) : (
              <>
                <Button variant="default" onClick={back}>
                  Back
                </Button>
                <Button loading={apply.isPending} disabled={ids.length === 0} onClick={() => apply.mutate()}>
                  Apply to {ids.length.toLocaleString("en-GB")}
                </Button>
              </>
            )}
          </div>
        </div>
      ) : found.some(({ isPending }) => isPending) ? (
        <Loading rows={4} label="Loading the attributes" />
      ) : (
        <EntriesForm
          entries={current}
          choices={choices}
          classCount={names.length}
          busy={preview.isPending}
          error={preview.error}
          onChange={setEntries}
          onSubmit={() => preview.mutate()}
          onClose={close}
        />
      )}
    </Dialog>
  );
}
