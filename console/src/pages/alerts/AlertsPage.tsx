import { PageBody, PageHeader } from "../../shared/ui";

export default function AlertsPage() {
  return (
    <>
      <PageHeader title="Alerts" />
      <PageBody>
        <p />
      </PageBody>
    </>
  );
}
