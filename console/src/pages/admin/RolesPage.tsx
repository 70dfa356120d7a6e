import { PageBody, PageHeader } from "../../shared/ui";

export default function RolesPage() {
  return (
    <>
      <PageHeader title="Roles" />
      <PageBody>
        <p />
      </PageBody>
    </>
  );
}
