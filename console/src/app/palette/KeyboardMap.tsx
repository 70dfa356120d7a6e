import { type Command, isMac, keyLabels, useAllCommands } from "../../shared/command";
import { usePreferences } from "../../shared/preferences/preferences";
import { Dialog } from "../../shared/ui";
import classes from "./KeyboardMap.module.css";

/** `?`: every key that works on this page, drawn from the commands that exist right now. */
export default function KeyboardMap({ onClose }: { onClose: () => void }) {
  const { letterKeys } = usePreferences();
  const commands = useAllCommands().filter((command) => command.keys !== undefined);
  const sections = [...new Set(commands.map((command) => command.section))];
  return (
    <Dialog onClose={onClose} title="Keyboard map" size={720}>
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
    </Dialog>
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
