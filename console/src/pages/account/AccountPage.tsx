import { PageBody, PageHeader } from "../../shared/ui";

export default function AccountPage() {
  return (
    <>
      <PageHeader title="Account" />
      <PageBody>
        <p />
      </PageBody>
    </>
  );
}
