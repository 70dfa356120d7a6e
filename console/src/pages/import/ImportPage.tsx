import ImportWizard from "../../features/import-items/ImportWizard";
import { PageHeader } from "../../shared/ui";

/** A file becomes items of the inventory. */
export default function ImportPage() {
  return (
    <>
      <PageHeader
        title="Import"
        facts={<span className="muted">A file says what should be; nothing changes before the last step.</span>}
      />
      <ImportWizard />
    </>
  );
}
