import { PageBody, PageHeader } from "../../shared/ui";

export default function OverviewPage() {
  return (
    <>
      <PageHeader title="Overview" />
      <PageBody>
        <p />
      </PageBody>
    </>
  );
}
