import { NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { messageOf, postServices, putServicesById, violationOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";
import { contentOf, draftOf, EMPTY, type ServiceDraft } from "./draft";
import type { EditServiceDialogProps } from "./EditServiceDialog";
import classes from "./edit-service.module.css";
import { PartsField } from "./PartsField";

const FIELDS = ["name", "owner", "calendar", "valuePerHour", "currency", "availabilityTarget", "quorum.needed"];
const CLASSES = [
  { value: "business_service", label: "Business service" },
  { value: "technical_service", label: "Technical service" },
];

/** The form in which a service is described. */
export default function ServiceForm({ service, onClose }: EditServiceDialogProps) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<ServiceDraft>(service ? draftOf(service) : EMPTY);
  const save = useMutation({
    mutationFn: () =>
      service
        ? putServicesById({ path: { id: service.id }, body: { version: service.version, content: contentOf(draft) } })
        : postServices({ body: contentOf(draft) }),
    onSuccess: async (saved) => {
      await queries.invalidateQueries();
      showToast(`${saved.name} was saved.`);
      onClose();
      if (!service) await navigate({ to: `/services/${saved.id}` });
    },
  });
  const text = (field: "name" | "owner" | "supportGroup" | "calendar" | "currency", label: string, about?: string) => (
    <TextInput
      label={label}
      description={about}
      value={draft[field]}
      required={field === "name"}
      error={violationOf(save.error, field)}
      onChange={(event) => setDraft({ ...draft, [field]: event.currentTarget.value })}
    />
  );
  return (
    <FormDialog
      title={service ? `Describe ${service.name}` : "New service"}
      submit="Save"
      busy={save.isPending}
      problem={messageOf(save.error, FIELDS)}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      {text("name", "Name")}
      <div className={classes.pair}>
        <Select
          label="Kind"
          data={CLASSES}
          value={draft.ciClass}
          disabled={service !== undefined}
          onChange={(value) => value !== null && setDraft({ ...draft, ciClass: value })}
        />
        <Select
          label="Criticality"
          data={["critical", "high", "medium", "low"]}
          value={draft.criticality === "" ? null : draft.criticality}
          clearable
          onChange={(value) => setDraft({ ...draft, criticality: value ?? "" })}
        />
        {text("owner", "Owner")}
        {text("supportGroup", "Support group")}
      </div>
      <Textarea
        label="Outcome"
        description="What it is good for, and for whom"
        autosize
        value={draft.outcome}
        onChange={(event) => setDraft({ ...draft, outcome: event.currentTarget.value })}
      />
      {text("calendar", "Hours of service", "mon-fri 08:00-18:00; Europe/Berlin; closed 12-25. Empty: always")}
      <div className={classes.pair}>
        <Amount
          label="Value at stake an hour"
          value={draft.valuePerHour}
          problem={violationOf(save.error, "valuePerHour")}
          onChange={(valuePerHour) => setDraft({ ...draft, valuePerHour })}
        />
        {text("currency", "Currency")}
        <Amount
          label="Promised availability, %"
          value={draft.availabilityTarget}
          problem={violationOf(save.error, "availabilityTarget")}
          onChange={(availabilityTarget) => setDraft({ ...draft, availabilityTarget })}
        />
        <TextInput
          label="Works with"
          description="of the parts without a group: all, any, or how many"
          value={draft.works}
          error={violationOf(save.error, "quorum.needed")}
          onChange={(event) => setDraft({ ...draft, works: event.currentTarget.value })}
        />
      </div>
      <PartsField draft={draft} onChange={setDraft} />
    </FormDialog>
  );
}

function Amount({
  label,
  value,
  problem,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
}) {
  return (
    <NumberInput
      label={label}
      hideControls
      value={value}
      error={problem}
      onChange={(typed) => onChange(String(typed))}
    />
  );
}
