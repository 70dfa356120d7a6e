import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Dialog.module.css";

/** A dialog over the page: title, close button, content. Esc closes it, and the focus goes back to what opened it. */
export function Dialog({
  title,
  size = 460,
  keepOpen = false,
  onClose,
  children,
}: {
  title: string;
  size?: number;
  /** A click beside it does not close it: for what cannot be seen again. */
  keepOpen?: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Modal.Root opened onClose={onClose} size={size} closeOnClickOutside={!keepOpen}>
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body p={16}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
