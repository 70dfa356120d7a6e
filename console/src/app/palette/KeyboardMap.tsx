import { Modal } from "@mantine/core";
import { type Command, isMac, keyLabels, useAllCommands } from "../../shared/command";
import { usePreferences } from "../../shared/preferences/preferences";
import classes from "./KeyboardMap.module.css";

/** `?`: every key that works on this page, drawn from the commands that exist right now. */
export function KeyboardMap({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { letterKeys } = usePreferences();
  const commands = useAllCommands().filter((command) => command.keys !== undefined);
  const sections = [...new Set(commands.map((command) => command.section))];
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard map" size={640}>
      {!letterKeys && <p className={classes.off}>Single-letter keys are switched off in Account; Ctrl K works.</p>}
      <div className={classes.columns}>
        {sections.map((section) => (
          <section key={section} className={classes.section}>
            <h3>{section}</h3>
            <dl>
              {commands
                .filter((command) => command.section === section)
                .map((command) => (
                  <Line key={command.id} command={command} />
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function Line({ command }: { command: Command }) {
  return (
    <div className={classes.line}>
      <dt>{command.title}</dt>
      <dd>
        {keyLabels(command.keys ?? "", isMac()).map((label) => (
          <kbd key={label}>{label}</kbd>
        ))}
      </dd>
    </div>
  );
}
