import {
  type ComponentType,
  cloneElement,
  createContext,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
  use,
  useId,
} from "react";
import classes from "./Menu.module.css";
import { usePopup } from "./usePopup";

type MenuState = ReturnType<typeof usePopup<HTMLButtonElement>> & { id: string; closeOnItemClick: boolean };

const MenuContext = createContext<MenuState | undefined>(undefined);

function useMenu(): MenuState {
  const menu = use(MenuContext);
  if (!menu) throw new Error("BUG: a part of a menu stands outside of a Menu");
  return menu;
}

/** A button that opens a list of actions; arrow keys move in it, Esc closes it. */
export function Menu({ closeOnItemClick = true, children }: { closeOnItemClick?: boolean; children: ReactNode }) {
  const popup = usePopup();
  const id = useId();
  return <MenuContext value={{ ...popup, id, closeOnItemClick }}>{children}</MenuContext>;
}

type TargetProps = {
  ref?: Ref<HTMLButtonElement>;
  onClick?: () => void;
  "aria-haspopup"?: "menu";
  "aria-expanded"?: boolean;
  "aria-controls"?: string | undefined;
};

/** Its one child is the button. */
function Target({ children }: { children: ReactElement<TargetProps> }) {
  const menu = useMenu();
  return cloneElement(children, {
    ref: menu.target,
    onClick: () => menu.setOpen(!menu.open),
    "aria-haspopup": "menu",
    "aria-expanded": menu.open,
    "aria-controls": menu.open ? menu.id : undefined,
  });
}

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function Dropdown({ children }: { children: ReactNode }) {
  const menu = useMenu();
  if (!menu.open) return null;
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role^=menuitem]:not([aria-disabled=true])")];
    const step = STEPS[event.key];
    if (!step || items.length === 0) return;
    event.preventDefault();
    items[step(items.indexOf(document.activeElement as HTMLElement), items.length)]?.focus();
  };
  return (
    <div
      ref={menu.popup}
      id={menu.id}
      popover="manual"
      role="menu"
      className={classes.menu}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}

function Item({
  children,
  leftSection,
  onClick,
  disabled = false,
  link,
  ...aria
}: {
  children: ReactNode;
  leftSection?: ReactNode;
  onClick?: (() => void) | undefined;
  disabled?: boolean;
  /** Makes it a link, so that it opens in another tab as links do. */
  link?: { as: ComponentType<{ to: string }>; to: string; search?: Record<string, string> };
  role?: "menuitemcheckbox";
  "aria-checked"?: boolean;
}) {
  const menu = useMenu();
  const act = () => {
    if (disabled) return;
    if (menu.closeOnItemClick) menu.close();
    onClick?.();
  };
  const shared = { role: "menuitem", tabIndex: -1, className: classes.item, onClick: act, ...aria };
  const content = (
    <>
      {leftSection}
      {children}
    </>
  );
  if (link) {
    const LinkComponent = link.as as ComponentType<Record<string, unknown>>;
    return (
      <LinkComponent to={link.to} search={link.search} {...shared}>
        {content}
      </LinkComponent>
    );
  }
  return (
    <button type="button" {...shared} aria-disabled={disabled}>
      {content}
    </button>
  );
}

function Label({ children }: { children: ReactNode }) {
  return <div className={classes.label}>{children}</div>;
}

function Divider() {
  return <div role="separator" className={classes.divider} />;
}

Menu.Target = Target;
Menu.Dropdown = Dropdown;
Menu.Item = Item;
Menu.Label = Label;
Menu.Divider = Divider;
