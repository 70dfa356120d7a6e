import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { ConfigurationItem } from "../../shared/api";
import type { Selection } from "../../shared/table";

const BulkEditDialog = lazy(() => import("./BulkEditDialog"));

/** More the server does not edit at once; more is an import. */
export const EDITED_MAX = 1_000;

/** Opens the dialog in which values are entered into all selected items. */
export function BulkEditButton({ selection }: { readonly selection: Selection<ConfigurationItem> }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" onClick={() => setOpen(true)}>
        Edit
      </Button>
      {open && (
        <Suspense fallback={null}>
          <BulkEditDialog selection={selection} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
