import { Button, Checkbox, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ciModelQuery } from "../../entities/ci";
import {
  type ClassDefinition,
  type ClassNode,
  messageOf,
  postCiClassesPreview,
  putCiClassesByName,
} from "../../shared/api";
import { ButtonLink, Card, FormProblem, showToast } from "../../shared/ui";
import { DefinitionForm } from "./DefinitionForm";
import classes from "./editor.module.css";
import { PlanView } from "./PlanView";

/** What was changed last: the other side follows it. */
type Edit = { readonly yaml: string } | { readonly definition: ClassDefinition };

/** Typing pauses for that long before the server is asked. */
const PAUSE_MILLIS = 400;

interface ClassEditorProps {
  readonly start: string;
  /** Of the model that is seen. */
  readonly version: number;
  readonly classes: readonly ClassNode[];
}

/** A class as a form and as text, side by side, with what saving it would do. */
export function ClassEditor({ start, version, classes: nodes }: ClassEditorProps) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  // What somebody else changes while this is open must not pass for what was seen here.
  const [seen] = useState(version);
  const [edit, setEdit] = useState<Edit>({ yaml: start });
  const [dropValues, setDropValues] = useState(false);
  const [settled] = useDebouncedValue(edit, PAUSE_MILLIS);
  const preview = useQuery({
    queryKey: ["class-preview", seen, settled, dropValues],
    queryFn: ({ signal }) => postCiClassesPreview({ body: { version: seen, dropValues, ...settled }, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const yaml = "yaml" in edit ? edit.yaml : (preview.data?.yaml ?? "");
  const definition = "definition" in edit ? edit.definition : preview.data?.definition;
  const save = useMutation({
    mutationFn: (name: string) => putCiClassesByName({ path: { name }, body: { version: seen, dropValues, ...edit } }),
    onSuccess: async ({ ciClass }) => {
      await queries.invalidateQueries({ queryKey: ciModelQuery.queryKey });
      showToast(`${ciClass.label} was saved.`);
      await navigate({ to: `/classes/${ciClass.name}` });
    },
  });
  const current = settled === edit && !preview.isPlaceholderData && preview.isSuccess;
  const name = preview.data?.definition.name;
  return (
    <div className={classes.editor}>
      <Card title="Form" about="Relations and precedence are in the text">
        {definition ? (
          <DefinitionForm
            definition={definition}
            nodes={nodes}
            onChange={(changed) => setEdit({ definition: changed })}
          />
        ) : (
          <p className="muted">The form follows when the text can be read.</p>
        )}
      </Card>
      <Card title="Text">
        <Textarea
          aria-label="Class as YAML"
          className={classes.yaml ?? ""}
          rows={28}
          value={yaml}
          onChange={(event) => setEdit({ yaml: event.currentTarget.value })}
        />
      </Card>
      <div className={classes.wide}>
        <Card
          title="What saving does"
          actions={
            <>
              <ButtonLink to="/classes">Cancel</ButtonLink>
              <Button
                disabled={!current || preview.data?.plan.obstacleCount !== 0}
                loading={save.isPending}
                onClick={() => name !== undefined && save.mutate(name)}
              >
                Save
              </Button>
            </>
          }
        >
          <FormProblem message={messageOf(preview.error) ?? messageOf(save.error)} />
          <Checkbox
            label="Drop values of attributes that go; the history keeps them"
            checked={dropValues}
            onChange={(event) => setDropValues(event.currentTarget.checked)}
          />
          {preview.data && <PlanView plan={preview.data.plan} />}
        </Card>
      </div>
    </div>
  );
}
