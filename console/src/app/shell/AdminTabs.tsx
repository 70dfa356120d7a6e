import { can, useSession } from "../../entities/session";
import { TabLinks } from "../../shared/ui";
import type { PageDefinition } from "../pageDefinition";
import { ADMIN_PAGES, addressOf } from "../pages";
import classes from "./AdminTabs.module.css";

/** The tabs of the Admin area: those that the role may see. */
export function AdminTabs({ current }: { current: PageDefinition }) {
  const session = useSession();
  const tabs = ADMIN_PAGES.filter((page) => can(session, page.permission)).map((page) => ({
    to: addressOf(page),
    label: page.title,
  }));
  return (
    <div className={classes.bar}>
      <TabLinks label="Admin" tabs={tabs} current={addressOf(current)} />
    </div>
  );
}
