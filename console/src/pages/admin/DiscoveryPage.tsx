import { PageBody, PageHeader } from "../../shared/ui";

export default function DiscoveryPage() {
  return (
    <>
      <PageHeader title="Discovery" />
      <PageBody>
        <p />
      </PageBody>
    </>
  );
}
