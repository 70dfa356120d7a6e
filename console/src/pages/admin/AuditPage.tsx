import { PageBody, PageHeader } from "../../shared/ui";

export default function AuditPage() {
  return (
    <>
      <PageHeader title="Audit" />
      <PageBody>
        <p />
      </PageBody>
    </>
  );
}
