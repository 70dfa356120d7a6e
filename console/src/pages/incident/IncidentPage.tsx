import { PageBody, PageHeader } from "../../shared/ui";

export default function IncidentPage() {
  return (
    <>
      <PageHeader title="Incident" />
      <PageBody>
        <p />
      </PageBody>
    </>
  );
}
