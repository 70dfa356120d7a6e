import { NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { accountWords } from "../../entities/drift";
import { type IntentImport, messageOf, postIntentsBySource, violationOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";
import classes from "./ImportIntentDialog.module.css";

interface ImportIntentDialogProps {
  /** Of an existing source; it may be another one's too. */
  readonly source?: string;
  readonly onClose: () => void;
}

/** Takes a file that says what should be; says first what it would change. */
export default function ImportIntentDialog({ source, onClose }: ImportIntentDialogProps) {
  const queries = useQueryClient();
  const [name, setName] = useState(source ?? "");
  const [format, setFormat] = useState("");
  const [claimed, setClaimed] = useState("");
  const [file, setFile] = useState<File>();
  const send = (preview: boolean) =>
    postIntentsBySource({
      path: { source: name.trim() },
      query: { preview, ...(format && { format }), ...(claimed.trim() && { classes: claimed.trim() }) },
      body: file ?? new Blob(),
    });
  const preview = useMutation({ mutationFn: () => send(true) });
  const take = useMutation({
    mutationFn: () => send(false),
    onSuccess: async ({ difference }) => {
      await queries.invalidateQueries();
      showToast(`${difference.items.toLocaleString("en-GB")} items are intended by ${name.trim()}.`);
      onClose();
    },
  });
  /** What was checked is not what would be imported any more. */
  const changed = () => {
    preview.reset();
    take.reset();
  };
  const error = preview.error ?? take.error;
  const ready = preview.data !== undefined;
  return (
    <FormDialog
      title="Import intent"
      about="A NetBox dump, a Terraform state or plan as JSON, or a CSV table. It replaces all that this source said before."
      submit={ready ? "Import" : "Check"}
      busy={preview.isPending || take.isPending}
      problem={messageOf(error, ["source", "format", "classes"])}
      onSubmit={() => (ready ? take.mutate() : preview.mutate())}
      onClose={onClose}
    >
      <TextInput
        label="Source"
        description="Its name, such as netbox"
        required
        data-autofocus
        value={name}
        error={violationOf(error, "source")}
        onChange={(event) => {
          setName(event.currentTarget.value);
          changed();
        }}
      />
      <input
        type="file"
        accept=".json,.tfstate,.csv,.tsv"
        aria-label="File"
        required
        onChange={(event) => {
          setFile(event.currentTarget.files?.[0]);
          changed();
        }}
      />
      <NativeSelect
        label="Format"
        value={format}
        data={[
          { value: "", label: "as the file tells" },
          { value: "netbox", label: "NetBox" },
          { value: "terraform", label: "Terraform" },
          { value: "csv", label: "CSV" },
        ]}
        onChange={(event) => {
          setFormat(event.currentTarget.value);
          changed();
        }}
      />
      <TextInput
        label="Claims to know all of"
        description="Classes with commas, - for none; as before when empty"
        value={claimed}
        error={violationOf(error, "classes")}
        onChange={(event) => {
          setClaimed(event.currentTarget.value);
          changed();
        }}
      />
      {preview.data && <Preview made={preview.data} />}
    </FormDialog>
  );
}

const PROBLEMS_MAX = 50;

function Preview({ made: { difference, account, format } }: { readonly made: IntentImport }) {
  const { added, changed, removed, relationsAdded, relationsRemoved, problems } = difference;
  return (
    <div role="status">
      <p className="strong">
        {added} new, {changed} changed, {removed} intended no more; {relationsAdded} relations come, {relationsRemoved}{" "}
        go.
      </p>
      <p className="muted small">
        Of the {format} file's objects: {accountWords(account)}.
      </p>
      {problems.length > 0 && (
        <ul className={classes.notes} aria-label="Problems">
          {problems.slice(0, PROBLEMS_MAX).map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
