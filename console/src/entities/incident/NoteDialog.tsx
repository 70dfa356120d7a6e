import { lazy, Suspense } from "react";
import type { NoteFormProps } from "./NoteForm";

// Dialogs and their fields come when they are first opened: the page must stand before.
const NoteForm = lazy(() => import("./NoteForm"));

/** Asks for a few words before a step. They are optional: nobody is held up at night by a form. */
export function NoteDialog({ opened, ...props }: NoteFormProps & { readonly opened: boolean }) {
  return (
    opened && (
      <Suspense fallback={null}>
        <NoteForm {...props} />
      </Suspense>
    )
  );
}
