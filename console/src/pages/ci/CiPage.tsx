import { PageBody, PageHeader } from "../../shared/ui";

export default function CiPage() {
  return (
    <>
      <PageHeader title="Ci" />
      <PageBody>
        <p />
      </PageBody>
    </>
  );
}
