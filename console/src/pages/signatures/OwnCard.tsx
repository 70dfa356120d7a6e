import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf, type OwnSignatures, postSignaturesTry, putSignaturesOwn } from "../../shared/api";
import { Card, FormProblem, Notes, showToast } from "../../shared/ui";
import { FoundCards } from "./FoundCards";
import { signaturesQuery } from "./queries";
import classes from "./signatures.module.css";

const EXAMPLE = `signatures:
  - id: shop
    product: Shop
    category: application
    match: [{executable: java}]
    ports: [8080]
`;

/** The signatures kept here as a text: tried on this machine's processes, then kept. */
export function OwnCard({ own }: { readonly own: OwnSignatures }) {
  const queries = useQueryClient();
  // What somebody else keeps while this is open must not pass for what was seen here.
  const [seen, setSeen] = useState(own.version);
  const [yaml, setYaml] = useState(own.version === 0 ? EXAMPLE : own.yaml);
  const [note, setNote] = useState("");
  const show = (shown: OwnSignatures) => {
    setSeen(shown.version);
    setYaml(shown.yaml);
    setNote("");
  };
  const attempt = useMutation({ mutationFn: () => postSignaturesTry({ body: { yaml } }) });
  const keep = useMutation({
    mutationFn: () => putSignaturesOwn({ body: { version: seen, yaml, note } }),
    onMutate: () => attempt.reset(),
    onSuccess: async (kept) => {
      show(kept);
      await queries.invalidateQueries({ queryKey: signaturesQuery.queryKey });
      showToast("The signatures were saved; the next look of discovery uses them.");
    },
  });
  return (
    <>
      <Card
        title="Signatures kept here"
        about="Tried before those that come with Binnacle; one with the id of such takes its place"
        actions={
          <>
            <Button size="xs" variant="default" loading={attempt.isPending} onClick={() => attempt.mutate()}>
              Try
            </Button>
            <Button size="xs" loading={keep.isPending} onClick={() => keep.mutate()}>
              Save
            </Button>
          </>
        }
      >
        <div className={classes.form}>
          <FormProblem message={messageOf(attempt.error) ?? messageOf(keep.error)} />
          {own.version > seen && (
            <div className={classes.problem} role="alert">
              Version {own.version} was saved meanwhile.{" "}
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => {
                  keep.reset();
                  show(own);
                }}
              >
                Show it
              </Button>
            </div>
          )}
          <Notes label="Not in force" notes={own.problems} />
          <Textarea
            label="Signatures, as YAML"
            autosize
            minRows={6}
            maxRows={24}
            spellCheck={false}
            className={classes.text ?? ""}
            value={yaml}
            onChange={(event) => setYaml(event.currentTarget.value)}
          />
          <TextInput
            label="Note"
            placeholder="Why, for the versions"
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </div>
      </Card>
      {attempt.data && <FoundCards trial={attempt.data} />}
    </>
  );
}
