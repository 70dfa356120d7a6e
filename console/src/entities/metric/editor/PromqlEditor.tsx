import { useLayoutEffect, useRef } from "react";
import { createEditor, type PromqlEditorHandle } from "./editor";
import type { Fault } from "./fault";
import classes from "./PromqlEditor.module.css";

export interface PromqlEditorProps {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Enter was pressed. */
  readonly onRun: () => void;
  /** What the server said is wrong, marked where it is. */
  readonly fault?: Fault | undefined;
  readonly autoFocus?: boolean;
}

/** A field for an expression of PromQL: colours, completion from what the server has, faults where they are. */
export default function PromqlEditor({ label, value, onChange, onRun, fault, autoFocus = false }: PromqlEditorProps) {
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<PromqlEditorHandle | undefined>(undefined);
  const listeners = useRef({ onChange, onRun });
  listeners.current = { onChange, onRun };
  const first = useRef({ value, autoFocus });

  useLayoutEffect(() => {
    if (!holder.current) return;
    const created = createEditor(holder.current, {
      label,
      value: first.current.value,
      onChange: (text) => listeners.current.onChange(text),
      onRun: () => listeners.current.onRun(),
    });
    editor.current = created;
    if (first.current.autoFocus) created.focus();
    return () => {
      first.current = { value: created.text(), autoFocus: false };
      created.destroy();
      editor.current = undefined;
    };
  }, [label]);

  useLayoutEffect(() => editor.current?.setText(value), [value]);
  useLayoutEffect(() => editor.current?.setFault(fault), [fault]);

  return <div ref={holder} className={classes.editor} />;
}
