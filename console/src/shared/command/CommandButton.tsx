import { Button, type ButtonProps } from "@mantine/core";
import { useCommand } from "./useCommands";

/** The button of a registered command; absent while the command is. */
export function CommandButton({ id, ...props }: { id: string } & Omit<ButtonProps, "children" | "onClick">) {
  const command = useCommand(id);
  if (!command) return null;
  const Icon = command.icon;
  return (
    <Button
      variant="default"
      leftSection={Icon && <Icon size={15} stroke={1.8} />}
      aria-keyshortcuts={command.keys?.includes(" ") ? undefined : command.keys?.replace("mod", "Control")}
      {...props}
      onClick={command.run}
    >
      {command.title}
    </Button>
  );
}
