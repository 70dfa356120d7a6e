import { Checkbox, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../../entities/session";
import { messageOf, postTokens, violationOf } from "../../shared/api";
import { CopyField, Dialog, FormDialog } from "../../shared/ui";
import classes from "./CreateTokenDialog.module.css";

const DAY_MILLIS = 86_400_000;
const LIFETIMES = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
];

/** Makes a token with chosen permissions and an end; its secret is shown once, here. */
export function CreateTokenDialog({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [permissions, setPermissions] = useState<string[]>([]);
  const create = useMutation({
    mutationFn: () =>
      postTokens({
        body: {
          name: name.trim(),
          permissions: permissions as typeof session.permissions,
          expiresAt: new Date(Date.now() + Number(days) * DAY_MILLIS).toISOString(),
        },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tokens"] }),
  });
  if (create.data) return <SecretOnce name={name} secret={create.data.secret} onClose={onClose} />;
  return (
    <FormDialog
      title="Create API token"
      about="A token acts for a program, with at most the permissions that you have."
      submit="Create token"
      busy={create.isPending}
      problem={messageOf(create.error, ["name", "permissions"])}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        description="What will use it"
        required
        data-autofocus
        value={name}
        error={violationOf(create.error, "name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select label="Ends after" data={LIFETIMES} value={days} onChange={(value) => value !== null && setDays(value)} />
      <Checkbox.Group
        label="Permissions"
        value={permissions}
        error={violationOf(create.error, "permissions")}
        onChange={setPermissions}
      >
        <div className={classes.scopes}>
          {[...session.permissions].sort().map((permission) => (
            <Checkbox key={permission} value={permission} label={<code>{permission}</code>} />
          ))}
        </div>
      </Checkbox.Group>
    </FormDialog>
  );
}

function SecretOnce({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  return (
    <Dialog onClose={onClose} title={`Token ${name}`} size={520} keepOpen>
      <p className={classes.once}>Copy it now: it is stored hashed and cannot be shown again.</p>
      <CopyField label={`Secret of ${name}`} value={secret} />
    </Dialog>
  );
}
