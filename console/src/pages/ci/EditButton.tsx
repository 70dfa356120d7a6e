import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useCan } from "../../entities/session";
import type { CiClass, ConfigurationItem } from "../../shared/api";

const EditCiDialog = lazy(() => import("../../features/edit-ci/EditCiDialog"));

interface EditButtonProps {
  readonly ci: ConfigurationItem;
  readonly ciClass: CiClass | undefined;
}

/** Opens the dialog in which values are entered by hand, for those who may. */
export function EditButton({ ci, ciClass }: EditButtonProps) {
  const [open, setOpen] = useState(false);
  const mayWrite = useCan("ci:write");
  if (!mayWrite || ciClass === undefined) {
    return null;
  }
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        Edit
      </Button>
      {open && (
        <Suspense fallback={null}>
          <EditCiDialog ci={ci} ciClass={ciClass} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
