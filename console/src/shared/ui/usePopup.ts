import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

const GAP = 4;
const MARGIN = 8;

/**
 * Something that opens at a button, over everything and never clipped: the browser's own popover, placed below the button
 * (above it when there is no room) and kept inside the window. Esc, a press elsewhere and leaving by Tab close it.
 */
export function usePopup<Target extends HTMLElement = HTMLButtonElement>() {
  const [open, setOpen] = useState(false);
  const target = useRef<Target>(null);
  const popup = useRef<HTMLDivElement>(null);

  const close = useCallback((options?: { refocus?: boolean }) => {
    setOpen(false);
    if (options?.refocus !== false) target.current?.focus();
  }, []);

  useLayoutEffect(() => {
    const element = popup.current;
    const anchor = target.current;
    if (!open || !element || !anchor) return;
    element.showPopover();
    place(element, anchor);
    const first = element.querySelector<HTMLElement>(
      "[data-autofocus], [role^=menuitem]:not([aria-disabled=true]), button, a, input",
    );
    (first ?? element).focus({ preventScroll: true });
  }, [open]);

  useEffect(() => {
    if (!open) return;
    const inside = (node: EventTarget | null) =>
      node instanceof Node && (popup.current?.contains(node) === true || target.current?.contains(node) === true);
    const onPress = (event: PointerEvent) => {
      if (!inside(event.target)) setOpen(false);
    };
    const onFocus = (event: FocusEvent) => {
      if (!inside(event.target)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      close();
    };
    const onResize = () => setOpen(false);
    document.addEventListener("pointerdown", onPress);
    document.addEventListener("focusin", onFocus);
    document.addEventListener("keydown", onKey, true);
    window.addEventListener("resize", onResize);
    return () => {
      document.removeEventListener("pointerdown", onPress);
      document.removeEventListener("focusin", onFocus);
      document.removeEventListener("keydown", onKey, true);
      window.removeEventListener("resize", onResize);
    };
  }, [open, close]);

  return { open, setOpen, close, target, popup };
}

function place(element: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = element;
  const below = at.bottom + GAP;
  const top = below + height + MARGIN <= window.innerHeight ? below : Math.max(MARGIN, at.top - GAP - height);
  const left = Math.min(Math.max(MARGIN, at.right - width), window.innerWidth - width - MARGIN);
  element.style.top = `${top}px`;
  element.style.left = `${left}px`;
}
