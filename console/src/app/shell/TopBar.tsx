import { ActionIcon } from "@mantine/core";
import {
  IconCompass,
  IconKeyboard,
  IconLogout,
  IconMenu2,
  IconMoon,
  IconSearch,
  IconSun,
  IconUserCircle,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useSession } from "../../entities/session";
import { useSignOut } from "../../features/sign-out/useSignOut";
import { isMac, keyLabels } from "../../shared/command";
import { setPreferences } from "../../shared/preferences/preferences";
import { useScheme } from "../../shared/preferences/theme";
import { Menu } from "../../shared/ui";
import { useCrumb } from "../../shared/ui/crumb";
import type { PageDefinition } from "../pageDefinition";
import { addressOf, pageOf } from "../pages";
import { LiveIndicator } from "./LiveIndicator";
import type { Overlay } from "./Shell";
import { TimeBar } from "./TimeBar";
import classes from "./TopBar.module.css";

/** The bar above every page: where one is, search, the time range, and one's own menu. */
export function TopBar({
  page,
  onMenu,
  onOverlay,
}: {
  page: PageDefinition | undefined;
  onMenu: () => void;
  onOverlay: (overlay: Overlay) => void;
}) {
  const scheme = useScheme();
  const other = scheme === "dark" ? "light" : "dark";
  return (
    <header className={classes.bar}>
      <ActionIcon className={classes.menu} variant="subtle" aria-label="Open the menu" onClick={onMenu}>
        <IconMenu2 size={18} />
      </ActionIcon>
      <Breadcrumb page={page} />
      <button type="button" className={classes.search} onClick={() => onOverlay("palette")}>
        <IconSearch size={15} stroke={1.8} aria-hidden />
        <span className={classes.searchText}>Search or jump to…</span>
        <kbd className={classes.key} aria-hidden>
          {keyLabels("mod+k", isMac()).join(" ")}
        </kbd>
      </button>
      <div className={classes.right}>
        {page?.time === true && <TimeBar />}
        <LiveIndicator />
        <ActionIcon
          className={`${classes.tool} ${classes.help}`}
          variant="subtle"
          aria-label="Keyboard map"
          onClick={() => onOverlay("keys")}
        >
          <IconKeyboard size={18} stroke={1.7} />
        </ActionIcon>
        <ActionIcon
          className={`${classes.tool} ${classes.theme}`}
          variant="subtle"
          aria-label={`Switch to the ${other} theme`}
          onClick={() => setPreferences({ theme: other })}
        >
          {scheme === "dark" ? <IconSun size={18} stroke={1.7} /> : <IconMoon size={18} stroke={1.7} />}
        </ActionIcon>
        <AccountMenu />
      </div>
    </header>
  );
}

function Breadcrumb({ page }: { page: PageDefinition | undefined }) {
  const crumb = useCrumb();
  const parent = pageOf(page?.parent);
  const parentTitle = page?.parent === "admin" ? "Admin" : (parent?.title ?? page?.group);
  const last = parent ? (crumb ?? page?.title) : page?.title;
  return (
    <nav aria-label="Breadcrumb" className={classes.crumbs}>
      <ol>
        {parentTitle !== undefined && (
          <li className={classes.parent}>{parent ? <Link to={addressOf(parent)}>{parentTitle}</Link> : parentTitle}</li>
        )}
        <li aria-current="page" className={classes.last}>
          {last ?? "Not found"}
        </li>
      </ol>
    </nav>
  );
}

function AccountMenu() {
  const { user } = useSession();
  const signOut = useSignOut();
  return (
    <Menu>
      <Menu.Target>
        <button
          type="button"
          className={classes.avatar}
          aria-label={`${initialsOf(user.displayName)}, account of ${user.displayName}`}
        >
          <span aria-hidden>{initialsOf(user.displayName)}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <div className="strong">{user.displayName}</div>
          <div className="muted small">
            {user.name} · {user.role}
          </div>
        </div>
        <Menu.Item link={{ as: Link, to: "/account" }} leftSection={<IconUserCircle size={16} />}>
          Account
        </Menu.Item>
        <Menu.Item link={{ as: Link, to: "/welcome" }} leftSection={<IconCompass size={16} />}>
          Getting started
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0]?.[0], words.at(-1)?.[0]] : [words[0]?.[0], words[0]?.[1]];
  return letters.join("").toUpperCase();
}
