import { type ReactNode, Suspense } from "react";
import { useCan } from "../../entities/session";
import { ErrorBoundary, Loading, NoPermission, PageHeader } from "../../shared/ui";
import type { PageDefinition } from "../pageDefinition";

/** Shows a page to those who may see it; what fails in it fails inside it. */
export function PageGate({ page, children }: { page: PageDefinition; children: ReactNode }) {
  const allowed = useCan(page.permission);
  if (!allowed) {
    return (
      <>
        <PageHeader title={page.title} />
        <NoPermission permission={page.permission} />
      </>
    );
  }
  return (
    <ErrorBoundary>
      <Suspense fallback={<Loading rows={8} />}>{children}</Suspense>
    </ErrorBoundary>
  );
}
