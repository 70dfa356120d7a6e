import { PageBody, PageHeader } from "../../shared/ui";

export default function TokensPage() {
  return (
    <>
      <PageHeader title="Tokens" />
      <PageBody>
        <p />
      </PageBody>
    </>
  );
}
