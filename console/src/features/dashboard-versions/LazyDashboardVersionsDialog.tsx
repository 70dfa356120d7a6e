import { type ComponentProps, lazy, Suspense } from "react";

const DashboardVersionsDialog = lazy(() =>
  import("./DashboardVersionsDialog").then((module) => ({ default: module.DashboardVersionsDialog })),
);

/** The dialog of the versions, loaded when it is first opened: a dashboard is shown without it. */
export function LazyDashboardVersionsDialog(props: ComponentProps<typeof DashboardVersionsDialog>) {
  return (
    <Suspense fallback={null}>
      <DashboardVersionsDialog {...props} />
    </Suspense>
  );
}
