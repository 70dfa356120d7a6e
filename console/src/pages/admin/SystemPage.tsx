import { PageBody, PageHeader } from "../../shared/ui";

export default function SystemPage() {
  return (
    <>
      <PageHeader title="System" />
      <PageBody>
        <p />
      </PageBody>
    </>
  );
}
