import { PageBody, PageHeader } from "../../shared/ui";

export default function NotificationsPage() {
  return (
    <>
      <PageHeader title="Notifications" />
      <PageBody>
        <p />
      </PageBody>
    </>
  );
}
