import { PageBody, PageHeader } from "../../shared/ui";

export default function IncidentsPage() {
  return (
    <>
      <PageHeader title="Incidents" />
      <PageBody>
        <p />
      </PageBody>
    </>
  );
}
