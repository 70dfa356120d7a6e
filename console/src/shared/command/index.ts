export { CommandButton } from "./CommandButton";
export type { Command } from "./command";
export { isMac, keyLabels } from "./keys";
export { commandRegistry } from "./registry";
export { useAllCommands, useCommand, useCommands, useKeyboard } from "./useCommands";
