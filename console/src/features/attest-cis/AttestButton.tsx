import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useCan } from "../../entities/session";

// A form is loaded when it is opened.
const AttestDialog = lazy(() => import("./AttestDialog"));

interface AttestButtonProps {
  readonly what: { readonly id: string; readonly name: string } | { readonly q: string; readonly count: number };
  /** Says what is attested, where several such buttons stand on a page. */
  readonly label?: string;
}

/** Opens the dialog in which items are attested, for those who may. */
export function AttestButton({ what, label = "Attest" }: AttestButtonProps) {
  const [open, setOpen] = useState(false);
  if (!useCan("ci:write")) {
    return null;
  }
  return (
    <>
      <Button size="compact-sm" variant="default" aria-label={label} onClick={() => setOpen(true)}>
        Attest
      </Button>
      {open && (
        <Suspense fallback={null}>
          <AttestDialog what={what} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
