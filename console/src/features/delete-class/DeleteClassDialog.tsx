import { Checkbox } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ciModelQuery } from "../../entities/ci";
import { type CiClass, deleteCiClassesByName, messageOf } from "../../shared/api";
import { FormDialog, showToast } from "../../shared/ui";

interface DeleteClassDialogProps {
  readonly ciClass: CiClass;
  /** Of the model that is seen. */
  readonly version: number;
  readonly onClose: () => void;
}

/** Takes back what was made here of a class. */
export function DeleteClassDialog({ ciClass, version, onClose }: DeleteClassDialogProps) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [dropValues, setDropValues] = useState(false);
  const own = ciClass.origin === "own";
  const remove = useMutation({
    mutationFn: () => deleteCiClassesByName({ path: { name: ciClass.name }, query: { version, dropValues } }),
    onSuccess: async () => {
      if (own) {
        await navigate({ to: "/classes" });
      }
      await queries.invalidateQueries({ queryKey: ciModelQuery.queryKey });
      showToast(own ? `${ciClass.label} was deleted.` : `${ciClass.label} is as it comes with Binnacle.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={own ? `Delete the class ${ciClass.label}?` : `Take back what was added to ${ciClass.label}?`}
      about="The versions keep it. A class that has or had items cannot go."
      submit={own ? "Delete class" : "Take back"}
      danger
      busy={remove.isPending}
      problem={messageOf(remove.error)}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <Checkbox
        label="Drop values of the attributes that go; the history keeps them"
        checked={dropValues}
        onChange={(event) => setDropValues(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
