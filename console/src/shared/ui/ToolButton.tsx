import { Button, type ButtonProps } from "@mantine/core";
import type { ReactNode, Ref } from "react";
import classes from "./ToolButton.module.css";

interface ToolButtonProps extends ButtonProps {
  readonly icon: ReactNode;
  /** What it does; on a narrow screen only the icon says so, for the filter needs the room. */
  readonly word: string;
  /** Stands beside the icon on any screen, in place of the word. */
  readonly shown?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly onClick?: () => void;
}

/** A button beside the filter of a list. */
export function ToolButton({ icon, word, shown, ...props }: ToolButtonProps) {
  return (
    <Button variant="default" title={word} className={classes.button ?? ""} {...props}>
      {icon}
      {shown === undefined ? (
        <span className={classes.word}>{word}</span>
      ) : (
        <span className={classes.shown}>
          <span className="visually-hidden">{word}, now </span>
          {shown}
        </span>
      )}
    </Button>
  );
}
