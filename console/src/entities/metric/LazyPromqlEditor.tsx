import { lazy, Suspense } from "react";
import type { PromqlEditorProps } from "./editor/PromqlEditor";
import classes from "./LazyPromqlEditor.module.css";

const PromqlEditor = lazy(() => import("./editor/PromqlEditor"));

/** The editor of PromQL; until it has arrived a plain field stands there, in which one can already write. */
export function LazyPromqlEditor(props: PromqlEditorProps) {
  return (
    <Suspense fallback={<PlainField {...props} />}>
      <PromqlEditor {...props} />
    </Suspense>
  );
}

function PlainField({ label, value, onChange, onRun }: PromqlEditorProps) {
  return (
    <input
      className={classes.plain}
      aria-label={label}
      value={value}
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => event.key === "Enter" && onRun()}
    />
  );
}
