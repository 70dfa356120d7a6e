import { PageBody, PageHeader } from "../../shared/ui";

export default function InventoryPage() {
  return (
    <>
      <PageHeader title="Inventory" />
      <PageBody>
        <p />
      </PageBody>
    </>
  );
}
