import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { accountWords } from "../../entities/drift";
import { ApiProblem, type IntentImport, messageOf, postIntentsBySource } from "../../shared/api";
import { ButtonLink, Card, FormProblem, PageBody } from "../../shared/ui";
import { ColumnsStep } from "./ColumnsStep";
import { rewritten } from "./columns";
import { type CsvTable, readCsv } from "./csv";
import { FileStep, type Upload } from "./FileStep";
import { formatOf, HEAD_BYTES } from "./format";
import classes from "./import-items.module.css";
import { PreviewStep } from "./PreviewStep";
import { problemOf } from "./problems";
import { useCsvMapping } from "./useCsvMapping";

const STEPS = ["File", "Columns", "Preview", "Done"] as const;
type Step = (typeof STEPS)[number];

/** The fields of the first step: what the server finds wrong with them is told there. */
const UPLOAD_FIELDS = ["source", "format", "classes", "body"];

/** Takes a file into the inventory, step by step; nothing is changed before the last. */
export default function ImportWizard() {
  const [upload, setUpload] = useState<Upload>({ file: undefined, format: "", source: "", claimed: "" });
  const [step, setStep] = useState<Step>("File");
  const table = useTable(upload);
  const mapping = useCsvMapping(table.data);
  const csv = upload.format === "csv";
  const { preview, apply, reset } = useImport(upload, table.data, mapping);
  const change = (changed: Partial<Upload>) => {
    setUpload((before) => ({ ...before, ...changed }));
    reset();
  };
  const pick = async (file: File | undefined) => {
    mapping.reset();
    change({ file, format: file ? formatOf(file.name, await file.slice(0, HEAD_BYTES).text()) : "" });
  };
  const check = () =>
    preview.mutate(undefined, {
      onSuccess: () => setStep("Preview"),
      onError: (error) => aboutUpload(error) && setStep("File"),
    });
  const next = async (event: FormEvent) => {
    event.preventDefault();
    if (step === "Preview") return apply.mutate(undefined, { onSuccess: () => setStep("Done") });
    if (step === "Columns" || !csv) return check();
    if (table.data ?? (await table.read())) setStep("Columns");
  };
  const back = () => {
    reset();
    setStep(step === "Preview" && csv ? "Columns" : "File");
  };
  const again = () => {
    void pick(undefined);
    setStep("File");
  };
  const error = apply.error ?? preview.error;
  const problem = table.problem ?? messageOf(error, step === "File" ? UPLOAD_FIELDS : []);
  const unready = step === "Columns" ? mapping.problem : undefined;
  const columnOf = (column: string) => table.data?.header[mapping.mapping.indexOf(column)] ?? column;
  return (
    <PageBody>
      <Steps current={step} steps={STEPS.filter((each) => each !== "Columns" || csv || !upload.file)} />
      <form className={classes.wizard} onSubmit={(event) => void next(event)}>
        <FormProblem message={problem} />
        {step === "File" && (
          <FileStep upload={upload} error={error} onFile={(file) => void pick(file)} onChange={change} />
        )}
        {step === "Columns" && table.data && <ColumnsStep table={table.data} mapping={mapping} />}
        {step === "Preview" && preview.data && (
          <PreviewStep
            made={preview.data}
            problems={preview.data.difference.problems.map((text) => problemOf(text, columnOf))}
          />
        )}
        {step === "Done" && apply.data && <Outcome made={apply.data} onAgain={again} />}
        {step !== "Done" && (
          <div className={classes.buttons}>
            {unready && <p className="muted">{unready}</p>}
            {step !== "File" && (
              <Button variant="default" onClick={back}>
                Back
              </Button>
            )}
            <Button
              type="submit"
              loading={preview.isPending || apply.isPending || table.reading}
              disabled={unready !== undefined || (step === "Columns" && mapping.loading)}
            >
              {step === "Preview" ? "Import" : step === "File" && csv ? "Next" : "Check"}
            </Button>
          </div>
        )}
      </form>
    </PageBody>
  );
}

/** The table that a CSV file holds, read once. */
function useTable({ file }: Upload) {
  const read = useMutation({
    mutationFn: async (of: File) => ({ of, table: readCsv(await of.arrayBuffer()) }),
  });
  const current = read.data?.of === file ? read.data?.table : undefined;
  const failed = read.variables === file ? read.error : null;
  return {
    data: current,
    problem: messageOf(failed),
    reading: read.isPending,
    read: async () => (file ? read.mutateAsync(file).catch(() => undefined) : undefined),
  };
}

/** Sends the file: to see what it would change, and to change it. */
function useImport(upload: Upload, table: CsvTable | undefined, mapping: ReturnType<typeof useCsvMapping>) {
  const queries = useQueryClient();
  const { file, format, source, claimed } = upload;
  const { mapping: columns, oneClass } = mapping;
  const body = () =>
    format === "csv" && table ? new Blob([rewritten(table, columns, oneClass || undefined)]) : (file ?? new Blob());
  const send = (preview: boolean) =>
    postIntentsBySource({
      path: { source: source.trim() },
      query: { preview, ...(format && { format }), ...(claimed.trim() && { classes: claimed.trim() }) },
      body: body(),
    });
  const preview = useMutation({ mutationFn: () => send(true) });
  const apply = useMutation({ mutationFn: () => send(false), onSuccess: () => queries.invalidateQueries() });
  /** What was checked is not what would be imported any more. */
  const reset = () => {
    preview.reset();
    apply.reset();
  };
  return { preview, apply, reset };
}

function aboutUpload(error: unknown): boolean {
  return error instanceof ApiProblem && error.violations.some(({ field }) => UPLOAD_FIELDS.includes(field));
}

function Steps({ current, steps }: { readonly current: Step; readonly steps: readonly Step[] }) {
  return (
    <ol className={classes.steps} aria-label="Steps">
      {steps.map((step) => (
        <li key={step} aria-current={step === current ? "step" : undefined}>
          {step}
        </li>
      ))}
    </ol>
  );
}

/** Keys begin with the source, but for those of NetBox, which has its own. */
function itemsOf({ source, format }: IntentImport): string {
  return format === "netbox" ? "source:netbox" : `key~${source}/`;
}

function Outcome({ made, onAgain }: { readonly made: IntentImport; readonly onAgain: () => void }) {
  const { source, difference, account } = made;
  return (
    <Card title="Imported">
      <p className="strong" role="status">
        {difference.items.toLocaleString("en-GB")} items are intended by {source}: {difference.added} new,{" "}
        {difference.changed} changed, {difference.removed} intended no more.
      </p>
      <p className="muted">Of the file: {accountWords(account)}.</p>
      <div className={classes.links}>
        <ButtonLink to="/inventory" search={{ view: "all", q: itemsOf(made) }} variant="filled">
          See its items
        </ButtonLink>
        <ButtonLink to="/drift/sources">Sources of intent</ButtonLink>
        <Button variant="default" onClick={onAgain}>
          Import another file
        </Button>
      </div>
    </Card>
  );
}
