import { type ComponentProps, lazy, Suspense } from "react";

const EditPanelDialog = lazy(() => import("./EditPanelDialog").then((module) => ({ default: module.EditPanelDialog })));

/** The dialog of one panel, loaded when it is first opened: a dashboard is shown without it. */
export function LazyEditPanelDialog(props: ComponentProps<typeof EditPanelDialog>) {
  return (
    <Suspense fallback={null}>
      <EditPanelDialog {...props} />
    </Suspense>
  );
}
