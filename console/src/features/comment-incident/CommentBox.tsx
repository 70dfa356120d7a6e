import { ActionIcon } from "@mantine/core";
import { IconSend2 } from "@tabler/icons-react";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { useIncidentStep } from "../../entities/incident";
import { type Incident, messageOf, postIncidentsByNumberComments } from "../../shared/api";
import { useCommands } from "../../shared/command";
import classes from "./CommentBox.module.css";

/** The message box under an incident's time line; `c` leads here, Enter sends, Shift Enter breaks the line. */
export function CommentBox({ incident }: { readonly incident: Incident }) {
  const [text, setText] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const step = useIncidentStep(
    (message: string) => postIncidentsByNumberComments({ path: { number: incident.number }, body: { text: message } }),
    // The comment itself appears right above the box.
    undefined,
  );
  useCommands([
    {
      id: "incident.comment",
      title: "Comment",
      section: "Incident",
      keys: "c",
      words: "message write note say",
      run: () => box.current?.focus(),
    },
  ]);
  const send = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    const message = text.trim();
    if (message !== "" && !step.isPending) {
      step.mutate(message, { onSuccess: () => setText("") });
    }
  };
  return (
    <form className={classes.box} onSubmit={send}>
      <textarea
        ref={box}
        className={classes.text}
        rows={1}
        aria-label="Comment"
        placeholder="Write a comment"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) send(event);
          if (event.key === "Escape") box.current?.blur();
        }}
      />
      <ActionIcon type="submit" size={34} variant="filled" aria-label="Send the comment" loading={step.isPending}>
        <IconSend2 size={17} />
      </ActionIcon>
      {step.error !== null && (
        <p role="alert" className={classes.error}>
          {messageOf(step.error)}
        </p>
      )}
    </form>
  );
}
