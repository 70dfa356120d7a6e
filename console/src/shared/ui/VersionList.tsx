import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { messageOf } from "../api";
import { Timestamp } from "../time";
import { FormDialog } from "./FormDialog";
import classes from "./VersionList.module.css";

/** One saving of a thing that is kept in versions. */
export interface KeptVersion {
  readonly version: number;
  readonly author: string;
  readonly at: string;
  /** Why; what nobody gave a reason for has none. */
  readonly note?: string | null;
}

interface VersionListProps<V extends KeptVersion> {
  /** Newest first. */
  readonly versions: readonly V[];
  /** The version of the thing as it is. */
  readonly newest: number;
  /** What one changed, in a few words. */
  readonly summaryOf: (version: V) => ReactNode;
  /** What one changed, as text; asked for when somebody opens it. */
  readonly difference: (version: V) => ReactNode;
  /** Absent where nobody may. */
  readonly restore?: Restore;
}

interface Restore {
  /** What becomes of what is there now, and of the version. */
  readonly about: string;
  /** Makes `version` the newest; `seen` is the one that was the newest when it was asked for. */
  readonly run: (version: number, seen: number, note: string) => Promise<void>;
}

/** Who saved a thing, when, why and what; and the way back to an earlier version. */
export function VersionList<V extends KeptVersion>(props: VersionListProps<V>) {
  const { versions, newest, restore } = props;
  const [back, setBack] = useState<number>();
  return (
    <>
      <ul>
        {versions.map((each) => (
          <li key={each.version} className={classes.version}>
            <Version {...props} version={each} />
            {restore && each.version !== newest && (
              <Button size="xs" variant="default" onClick={() => setBack(each.version)}>
                Back to version {each.version}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {restore && back !== undefined && (
        <BackDialog version={back} newest={newest} restore={restore} onClose={() => setBack(undefined)} />
      )}
    </>
  );
}

function Version<V extends KeptVersion>({
  version,
  summaryOf,
  difference,
}: Pick<VersionListProps<V>, "summaryOf" | "difference"> & { readonly version: V }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong className="strong">Version {version.version}</strong> by {version.author},{" "}
        <Timestamp at={version.at} show="time" />: {summaryOf(version)}
        {version.note && <span className="muted"> – {version.note}</span>}
      </summary>
      {open && difference(version)}
    </details>
  );
}

interface BackDialogProps {
  readonly version: number;
  readonly newest: number;
  readonly restore: Restore;
  readonly onClose: () => void;
}

function BackDialog({ version, newest, restore, onClose }: BackDialogProps) {
  const [note, setNote] = useState("");
  // What somebody else keeps while this is open must not pass for what was seen here.
  const [seen] = useState(newest);
  const back = useMutation({ mutationFn: () => restore.run(version, seen, note), onSuccess: onClose });
  return (
    <FormDialog
      title={`Back to version ${version}`}
      about={restore.about}
      submit="Go back"
      busy={back.isPending}
      problem={messageOf(back.error)}
      onSubmit={() => back.mutate()}
      onClose={onClose}
    >
      <TextInput label="Note" maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </FormDialog>
  );
}
