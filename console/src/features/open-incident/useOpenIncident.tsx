import { Button, Modal, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { IconFlame } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useCan } from "../../entities/session";
import { messageOf, type OpenIncident, postIncidents, violationOf } from "../../shared/api";
import type { Command } from "../../shared/command";

interface OpenIncidentFeature {
  readonly command: Command;
  readonly dialog: ReactNode;
}

/** Opens an incident by hand, about an item or about none. */
export function useOpenIncident(ci?: { readonly id: string; readonly name: string }): OpenIncidentFeature {
  const may = useCan("incident:write");
  const [opened, setOpened] = useState(false);
  const navigate = useNavigate();
  const step = useMutation({
    mutationFn: (body: OpenIncident) => postIncidents({ body }),
    onSuccess: (incident) => {
      setOpened(false);
      void navigate({ to: `/incidents/${incident.number}` });
    },
  });
  return {
    command: {
      id: "incident.open",
      title: "Open incident",
      section: "Incident",
      icon: IconFlame,
      words: "new report create",
      available: may,
      run: () => {
        step.reset();
        setOpened(true);
      },
    },
    dialog: (
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={ci ? `Open incident on ${ci.name}` : "Open incident"}
        centered
      >
        <OpenForm
          pending={step.isPending}
          error={step.error}
          onOpen={(incident) => step.mutate(ci ? { ...incident, ciId: ci.id } : incident)}
        />
      </Modal>
    ),
  };
}

interface OpenFormProps {
  readonly pending: boolean;
  readonly error: unknown;
  readonly onOpen: (incident: OpenIncident) => void;
}

function OpenForm({ pending, error, onOpen }: OpenFormProps) {
  const [title, setTitle] = useState("");
  const [severity, setSeverity] = useState<OpenIncident["severity"]>("major");
  const [comment, setComment] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onOpen({ title: title.trim(), severity, ...(comment.trim() === "" ? {} : { comment: comment.trim() }) });
  };
  const message = messageOf(error, ["title"]);
  return (
    <form onSubmit={submit}>
      <TextInput
        label="What is broken"
        required
        maxLength={200}
        data-autofocus
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        error={violationOf(error, "title")}
      />
      <NativeSelect
        mt="sm"
        label="Severity"
        value={severity}
        onChange={(event) => setSeverity(event.currentTarget.value as OpenIncident["severity"])}
        data={[
          { value: "critical", label: "Critical" },
          { value: "major", label: "Major" },
          { value: "warning", label: "Warning" },
          { value: "info", label: "Info" },
        ]}
      />
      <Textarea
        mt="sm"
        label="What is known"
        autosize
        minRows={3}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      {message !== undefined && <p role="alert">{message}</p>}
      <Button type="submit" mt="md" loading={pending}>
        Open incident
      </Button>
    </form>
  );
}
