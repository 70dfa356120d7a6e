import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  attributeText,
  ciValuesQuery,
  fieldText,
  NAME,
  PERSON,
  precedenceOf,
  prospects,
  typedValue,
  ValueField,
} from "../../entities/ci";
import { type CiClass, type ConfigurationItem, messageOf, patchCisById, violationOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";

interface EditCiDialogProps {
  readonly ci: ConfigurationItem;
  readonly ciClass: CiClass;
  readonly onClose: () => void;
}

/** Enters a value by hand, as one more source; says beforehand whether it will count. */
export default function EditCiDialog({ ci, ciClass, onClose }: EditCiDialogProps) {
  const queries = useQueryClient();
  const values = useQuery(ciValuesQuery(ci.id));
  const choices = [NAME, ...ciClass.attributes.filter(({ sensitive }) => !sensitive)];
  const [chosen, setChosen] = useState<string>(choices[1]?.name ?? NAME.name);
  const [typed, setTyped] = useState<string>();
  const [reason, setReason] = useState("");
  const attribute = choices.find(({ name }) => name === chosen) ?? NAME;
  const current = chosen === NAME.name ? ci.name : ci.attributes[chosen];
  const said = values.data?.items ?? [];
  const mine = said
    .find((one) => one.attribute === chosen)
    ?.candidates.find(({ statement }) => statement.source === PERSON)?.statement.value;
  const text = typed ?? fieldText(mine ?? current);
  const save = useMutation({
    mutationFn: (value: unknown) =>
      patchCisById({ path: { id: ci.id }, body: { values: { [chosen]: value }, reason } }),
    onSuccess: async (_, value) => {
      await queries.invalidateQueries();
      showToast(
        value === null ? `What was entered for ${attribute.label} is taken back.` : `${attribute.label} is entered.`,
      );
      onClose();
    },
  });
  return (
    <FormDialog
      title={`Edit ${ci.name}`}
      about="An edit is one more source, beside those that see the item. The tab Sources tells whose value counts and why."
      submit="Enter"
      busy={save.isPending}
      problem={messageOf(save.error, [chosen, "reason"])}
      onSubmit={() => save.mutate(typedValue(attribute, text))}
      onClose={onClose}
    >
      <NativeSelect
        label="What"
        data-autofocus
        value={chosen}
        data={choices.map(({ name, label }) => ({ value: name, label }))}
        onChange={(event) => {
          setChosen(event.currentTarget.value);
          setTyped(undefined);
          save.reset();
        }}
      />
      <ValueField attribute={attribute} text={text} error={violationOf(save.error, chosen)} onChange={setTyped} />
      <p className="muted small">
        Now: {attributeText(attribute, current)}.{" "}
        {values.data && prospects(precedenceOf(ciClass, chosen), chosen, said)}
      </p>
      <TextInput
        label="Reason"
        description="For the history; may stay empty"
        value={reason}
        error={violationOf(save.error, "reason")}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {mine !== undefined && (
        <p>
          <Button size="compact-sm" variant="default" onClick={() => save.mutate(null)}>
            Take back what was entered
          </Button>
        </p>
      )}
    </FormDialog>
  );
}
