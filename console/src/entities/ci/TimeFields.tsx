import { Checkbox } from "@mantine/core";
import { AsOf } from "../../shared/time/AsOf";
import type { EstateTime } from "./past";

interface TimeFieldsProps {
  readonly label: string;
  /** What stands before the instant that is shown. */
  readonly shown?: string;
  readonly time: EstateTime;
  readonly onChange: (time: Partial<EstateTime>) => void;
}

/** Chooses an instant, and whether what became known later counts. */
export function TimeFields({ label, shown, time: { at, known }, onChange }: TimeFieldsProps) {
  return (
    <>
      <AsOf
        label={label}
        {...(shown === undefined ? {} : { shown })}
        at={at}
        onChange={(chosen) => onChange({ at: chosen, known: known === "" ? "" : chosen })}
      />
      {at !== "" && (
        <Checkbox
          label="As it was then believed"
          checked={known !== ""}
          onChange={(event) => onChange({ known: event.currentTarget.checked ? at : "" })}
        />
      )}
    </>
  );
}
