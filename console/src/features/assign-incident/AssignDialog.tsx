import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useCan, useSession } from "../../entities/session";
import { getUsers, type Incident, messageOf } from "../../shared/api";
import { FormDialog } from "../../shared/ui";

interface AssignDialogProps {
  readonly incident: Incident;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onAssign: (owner: string) => void;
  readonly onClose: () => void;
}

/** Asks for the owner; those who may see the users choose from them. */
export default function AssignDialog({ incident, pending, error, onAssign, onClose }: AssignDialogProps) {
  const { user } = useSession();
  const [name, setName] = useState(incident.owner ?? "");
  const listId = useId();
  const users = useQuery({
    queryKey: ["users"],
    queryFn: ({ signal }) => getUsers({ signal }),
    enabled: useCan("user:read"),
  });
  return (
    <FormDialog
      title={`Assign ${incident.number}`}
      submit="Assign"
      busy={pending}
      problem={messageOf(error)}
      onSubmit={() => onAssign(name.trim())}
      onClose={onClose}
    >
      <TextInput
        label="Owner"
        description="The user name; empty when nobody has it"
        data-autofocus
        list={listId}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <datalist id={listId}>
        {users.data?.items.map((candidate) => (
          <option key={candidate.name} value={candidate.name}>
            {candidate.displayName}
          </option>
        ))}
      </datalist>
      <Button variant="default" disabled={pending} onClick={() => onAssign(user.name)}>
        Take it myself
      </Button>
    </FormDialog>
  );
}
