import { Button, Modal, TextInput } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { allows, type IncidentFeature, useIncidentStep } from "../../entities/incident";
import { useCan, useSession } from "../../entities/session";
import { getUsers, type Incident, messageOf, postIncidentsByNumberAssign } from "../../shared/api";

/** Gives the incident to somebody; an empty name gives it back. */
export function useAssignIncident(incident: Incident): IncidentFeature {
  const may = useCan("incident:write");
  const [opened, setOpened] = useState(false);
  const step = useIncidentStep(
    (owner: string) =>
      postIncidentsByNumberAssign({
        path: { number: incident.number },
        body: { version: incident.version, ...(owner === "" ? {} : { owner }) },
      }),
    (after) => (after.owner ? `${after.number} is ${after.owner}'s` : `${after.number} has no owner`),
  );
  return {
    command: {
      id: "incident.assign",
      title: "Assign…",
      section: "Incident",
      keys: "o",
      icon: IconUserPlus,
      words: "owner give take",
      available: may && allows(incident, "assign"),
      run: () => {
        step.reset();
        setOpened(true);
      },
    },
    dialog: (
      <Modal opened={opened} onClose={() => setOpened(false)} title={`Assign ${incident.number}`} centered>
        <AssignForm
          owner={incident.owner ?? ""}
          pending={step.isPending}
          error={step.error}
          onAssign={(owner) => step.mutate(owner, { onSuccess: () => setOpened(false) })}
        />
      </Modal>
    ),
    error: undefined,
  };
}

interface AssignFormProps {
  readonly owner: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onAssign: (owner: string) => void;
}

function AssignForm({ owner, pending, error, onAssign }: AssignFormProps) {
  const { user } = useSession();
  const [name, setName] = useState(owner);
  const listId = useId();
  const mayListUsers = useCan("user:read");
  const users = useQuery({
    queryKey: ["users"],
    queryFn: ({ signal }) => getUsers({ signal }),
    enabled: mayListUsers,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAssign(name.trim());
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        label="Owner"
        description="The user name; empty when nobody has it"
        data-autofocus
        list={listId}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={messageOf(error)}
      />
      <datalist id={listId}>
        {users.data?.items.map((candidate) => (
          <option key={candidate.name} value={candidate.name}>
            {candidate.displayName}
          </option>
        ))}
      </datalist>
      <Button type="submit" mt="md" mr="xs" loading={pending}>
        Assign
      </Button>
      <Button variant="default" mt="md" disabled={pending} onClick={() => onAssign(user.name)}>
        Take it myself
      </Button>
    </form>
  );
}
