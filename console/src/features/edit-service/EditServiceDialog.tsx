import { lazy, Suspense } from "react";
import type { Service } from "../../shared/api";

export interface EditServiceDialogProps {
  /** Absent for a new one. */
  readonly service?: Service;
  readonly onClose: () => void;
}

// The form weighs more than the pages that open it.
const ServiceForm = lazy(() => import("./ServiceForm"));

/** Describes a service, or describes one anew. */
export function EditServiceDialog(props: EditServiceDialogProps) {
  return (
    <Suspense fallback={null}>
      <ServiceForm {...props} />
    </Suspense>
  );
}
