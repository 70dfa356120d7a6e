import { PageBody, PageHeader } from "../../shared/ui";

export default function WelcomePage() {
  return (
    <>
      <PageHeader title="Welcome" />
      <PageBody>
        <p />
      </PageBody>
    </>
  );
}
