import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { intentsQuery } from "../../entities/drift";
import { violationOf } from "../../shared/api";
import { Card } from "../../shared/ui";
import { FORMATS, type Format } from "./format";
import classes from "./import-items.module.css";

/** What is imported, and in whose name. */
export interface Upload {
  readonly file: File | undefined;
  readonly format: Format;
  readonly source: string;
  /** Classes with commas; empty: as it was. */
  readonly claimed: string;
}

interface FileStepProps {
  readonly upload: Upload;
  /** Why the server did not take it. */
  readonly error: unknown;
  readonly onFile: (file: File | undefined) => void;
  readonly onChange: (change: Partial<Upload>) => void;
}

/** Which file, how it is written, and who says it. */
export function FileStep({ upload, error, onFile, onChange }: FileStepProps) {
  const fileId = useId();
  // The browser's own field is empty again when somebody comes back to this step.
  const [kept] = useState(upload.file);
  const bodyFault = violationOf(error, "body");
  const sources = useQuery(intentsQuery).data?.items ?? [];
  const known = sources.find(({ name }) => name === upload.source.trim());
  return (
    <Card title="File and source">
      <div className={classes.fields}>
        <div>
          <label htmlFor={fileId} className="strong">
            File
          </label>
          <p id={`${fileId}-about`} className="muted small">
            CSV, JSON, YAML, a NetBox dump, a Terraform state or plan; up to 64 MiB
          </p>
          {kept && upload.file === kept && <p className="mono">{kept.name}</p>}
          <input
            id={fileId}
            type="file"
            accept=".csv,.tsv,.json,.yaml,.yml,.tfstate"
            aria-describedby={`${fileId}-about`}
            required={upload.file === undefined}
            onChange={(event) => onFile(event.currentTarget.files?.[0] ?? upload.file)}
          />
          {bodyFault && (
            <p role="alert" className={classes.fault}>
              {bodyFault}
            </p>
          )}
        </div>
        <NativeSelect
          label="Format"
          value={upload.format}
          data={[...FORMATS]}
          error={violationOf(error, "format")}
          onChange={(event) => onChange({ format: event.currentTarget.value as Format })}
        />
        <TextInput
          label="Source"
          description="Whose word it is: a name of your choice, such as racks-2026"
          required
          list="known-sources"
          value={upload.source}
          error={violationOf(error, "source")}
          onChange={(event) => onChange({ source: event.currentTarget.value })}
        />
        <datalist id="known-sources">
          {sources.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {known && (
          <p role="status">
            The file takes the place of all that {known.name} said before: {known.intended.toLocaleString("en-GB")}{" "}
            items are intended by it now.
          </p>
        )}
        <TextInput
          label="Claims to know all of"
          description="Classes with commas, - for none; as before when empty. What is seen of them and is not in the file is drift"
          value={upload.claimed}
          error={violationOf(error, "classes")}
          onChange={(event) => onChange({ claimed: event.currentTarget.value })}
        />
      </div>
    </Card>
  );
}
