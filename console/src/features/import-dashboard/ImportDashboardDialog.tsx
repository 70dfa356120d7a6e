import { Textarea } from "@mantine/core";
import { useState } from "react";
import {
  fromGrafana,
  type Imported,
  isGrafana,
  isGrafanaOfElements,
  useCreateDashboard,
} from "../../entities/dashboard";
import { type DashboardContent, messageOf } from "../../shared/api";
import { FormDialog, Notes } from "../../shared/ui";
import classes from "./ImportDashboardDialog.module.css";

/** Takes a dashboard of Grafana or an export of ours; of Grafana's it says first what will be missing. */
export function ImportDashboardDialog({ onClose }: { readonly onClose: () => void }) {
  const create = useCreateDashboard();
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string>();
  const [imported, setImported] = useState<Imported>();
  const read = () => {
    const result = importedFrom(text);
    if (typeof result === "string") setFault(result);
    else if (result.notes.length === 0 || imported) create.mutate(result.content);
    else setImported(result);
  };
  const change = (next: string) => {
    setText(next);
    setFault(undefined);
    setImported(undefined);
  };
  return (
    <FormDialog
      title="Import dashboard"
      about="The JSON of a Grafana dashboard, or an export from here."
      submit={imported ? "Import without these" : "Import"}
      busy={create.isPending}
      problem={fault ?? messageOf(create.error)}
      onSubmit={read}
      onClose={onClose}
    >
      <input
        type="file"
        accept="application/json,.json"
        aria-label="File"
        onChange={(event) => void event.currentTarget.files?.[0]?.text().then(change)}
      />
      <Textarea
        label="JSON"
        rows={8}
        className={classes.json ?? ""}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {imported && (
        <div role="status">
          <p className="strong">
            {imported.content.panels.length} panels and {imported.content.variables.length} variables can be taken over.
            This cannot:
          </p>
          <Notes label="What cannot be taken over" notes={imported.notes} />
        </div>
      )}
    </FormDialog>
  );
}

/** What the text holds; in words what is wrong with it. */
function importedFrom(text: string): Imported | string {
  try {
    const document: unknown = JSON.parse(text);
    if (isGrafanaOfElements(document)) {
      return "This is Grafana's V2 resource, which is not read here. In its export, choose the model Classic.";
    }
    return isGrafana(document) ? fromGrafana(document) : { content: document as DashboardContent, notes: [] };
  } catch (error) {
    return `This is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
