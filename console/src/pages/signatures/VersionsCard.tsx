import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf, postSignaturesVersionsByVersionRestore, type SignatureVersion } from "../../shared/api";
import { Timestamp } from "../../shared/time";
import { Card, Empty, FormDialog, LineDifference, QueryState, showToast } from "../../shared/ui";
import { signaturesQuery, signatureVersionQuery, signatureVersionsQuery } from "./queries";
import classes from "./signatures.module.css";

/** Who changed the signatures kept here, when, why and what; and the way back to an earlier version. */
export function VersionsCard({ newest, mayWrite }: { readonly newest: number; readonly mayWrite: boolean }) {
  const query = useQuery(signatureVersionsQuery);
  const [back, setBack] = useState<number>();
  return (
    <Card title="Versions" about="Of the signatures kept here" flush>
      <QueryState query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty kind="all-good" title="As it comes with Binnacle" />
          ) : (
            <ul>
              {items.map((each) => (
                <li key={each.version} className={classes.version}>
                  <Version version={each} />
                  {mayWrite && each.version !== newest && (
                    <Button size="xs" variant="default" onClick={() => setBack(each.version)}>
                      Back to version {each.version}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
      {back !== undefined && <BackDialog version={back} newest={newest} onClose={() => setBack(undefined)} />}
    </Card>
  );
}

function Version({ version: { version, author, at, note, differences } }: { readonly version: SignatureVersion }) {
  const [open, setOpen] = useState(false);
  const names = differences.map(({ signature, kind }) => `${signature} ${kind}`);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong className="strong">Version {version}</strong> by {author}, <Timestamp at={at} show="time" />:{" "}
        {names.length === 0 ? "the same signatures, written otherwise" : names.slice(0, 3).join(", ")}
        {names.length > 3 && ` and ${names.length - 3} more`}
        {note && <span className="muted"> – {note}</span>}
      </summary>
      {open && <TextDifference version={version} />}
    </details>
  );
}

function TextDifference({ version }: { readonly version: number }) {
  const query = useQuery(signatureVersionQuery(version));
  return (
    <QueryState query={query} rows={4}>
      {({ yaml, before }) => <LineDifference before={before} after={yaml} />}
    </QueryState>
  );
}

interface BackDialogProps {
  readonly version: number;
  readonly newest: number;
  readonly onClose: () => void;
}

function BackDialog({ version, newest, onClose }: BackDialogProps) {
  const queries = useQueryClient();
  const [note, setNote] = useState("");
  // What somebody else keeps while this is open must not pass for what was seen here.
  const [seen] = useState(newest);
  const restore = useMutation({
    mutationFn: () =>
      postSignaturesVersionsByVersionRestore({ path: { version: String(version) }, body: { version: seen, note } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: signaturesQuery.queryKey });
      showToast(`The signatures are those of version ${version} again.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={`Back to version ${version}`}
      about="Its text becomes the newest version; what is in force now stays among the versions."
      submit="Go back"
      busy={restore.isPending}
      problem={messageOf(restore.error)}
      onSubmit={() => restore.mutate()}
      onClose={onClose}
    >
      <TextInput label="Note" maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </FormDialog>
  );
}
