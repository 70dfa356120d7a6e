import { type FocusEvent, useRef, useState } from "react";

/**
 * A live value that keeps still while somebody points at it or works in it: nothing moves away under a hand. Spread the
 * handlers over the element that shows it.
 */
export function useHeld<T>(value: T) {
  const [touched, setTouched] = useState(false);
  const shown = useRef(value);
  if (!touched) {
    shown.current = value;
  }
  return {
    held: shown.current,
    onPointerEnter: () => setTouched(true),
    onPointerLeave: () => setTouched(false),
    onFocus: () => setTouched(true),
    onBlur: (event: FocusEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.relatedTarget)) setTouched(false);
    },
  };
}
