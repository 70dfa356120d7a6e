import { Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ciModelQuery } from "../../entities/ci";
import { messageOf, postCiModelImport, postCiModelPreview } from "../../shared/api";
import { FormDialog, Notes, showToast } from "../../shared/ui";
import classes from "./ImportClassesDialog.module.css";

interface ImportClassesDialogProps {
  /** Of the model that is seen. */
  readonly version: number;
  readonly onClose: () => void;
}

/** Takes a file of classes; says first what it changes and what is in the way. */
export function ImportClassesDialog({ version, onClose }: ImportClassesDialogProps) {
  const queries = useQueryClient();
  const [yaml, setYaml] = useState("");
  const body = { version, yaml, dropValues: false };
  const preview = useMutation({ mutationFn: () => postCiModelPreview({ body }) });
  const apply = useMutation({
    mutationFn: () => postCiModelImport({ body }),
    onSuccess: async (plan) => {
      await queries.invalidateQueries({ queryKey: ciModelQuery.queryKey });
      showToast(`${plan.differences.length} classes were changed.`);
      onClose();
    },
  });
  const change = (next: string) => {
    setYaml(next);
    preview.reset();
    apply.reset();
  };
  const plan = preview.data;
  const ready = plan !== undefined && plan.obstacleCount === 0;
  return (
    <FormDialog
      title="Import classes"
      about="A YAML file of classes, as the export gives it. Classes of the same name are replaced; others stay."
      submit={ready ? "Import" : "Check"}
      busy={preview.isPending || apply.isPending}
      problem={messageOf(preview.error) ?? messageOf(apply.error)}
      onSubmit={() => (ready ? apply.mutate() : preview.mutate())}
      onClose={onClose}
    >
      <input
        type="file"
        accept=".yaml,.yml"
        aria-label="File"
        onChange={(event) => void event.currentTarget.files?.[0]?.text().then(change)}
      />
      <Textarea
        label="YAML"
        rows={10}
        className={classes.yaml ?? ""}
        value={yaml}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {plan && (
        <div role="status">
          <p className="strong">
            {plan.differences.length} classes change, {plan.converted} items get other values, {plan.obstacleCount}{" "}
            values are in the way.
          </p>
          <Notes
            label="In the way"
            notes={plan.obstacles.map(
              ({ ciName, ciClass, field, expected, got }) =>
                `${ciName ?? ciClass} ${field}: expected ${expected}, got ${got}`,
            )}
          />
        </div>
      )}
    </FormDialog>
  );
}
