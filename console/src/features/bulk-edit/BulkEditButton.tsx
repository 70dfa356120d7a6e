import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { ConfigurationItem } from "../../shared/api";
import type { Selection } from "../../shared/table";

const BulkEditDialog = lazy(() => import("./BulkEditDialog"));

/** More the server does not edit at once; more is an import. */
export const EDITED_MAX = 1_000;

interface BulkEditButtonProps {
  readonly selection: Selection<ConfigurationItem>;
  /** Why nothing can be edited; absent when it can. */
  readonly hindrance?: string | undefined;
}

/** Opens the dialog in which values are entered into all selected items. */
export function BulkEditButton({ selection, hindrance }: BulkEditButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" disabled={hindrance !== undefined} onClick={() => setOpen(true)}>
        Edit
      </Button>
      {hindrance !== undefined && <span className="muted">{hindrance}</span>}
      {open && (
        <Suspense fallback={null}>
          <BulkEditDialog selection={selection} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
