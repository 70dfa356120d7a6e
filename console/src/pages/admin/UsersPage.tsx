import { PageBody, PageHeader } from "../../shared/ui";

export default function UsersPage() {
  return (
    <>
      <PageHeader title="Users" />
      <PageBody>
        <p />
      </PageBody>
    </>
  );
}
