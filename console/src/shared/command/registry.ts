import type { Command } from "./command";

/** The commands that exist right now; what registers later stands before what it hides by the same id or key. */
export class CommandRegistry {
  private readonly groups: { commands: readonly Command[] }[] = [];
  private readonly watchers = new Set<() => void>();
  private snapshot: readonly Command[] = [];

  register(commands: readonly Command[]): () => void {
    const group = { commands };
    this.groups.push(group);
    this.changed();
    return () => {
      const index = this.groups.indexOf(group);
      if (index >= 0) this.groups.splice(index, 1);
      this.changed();
    };
  }

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** Every available command once, in the order of registration. */
  all = (): readonly Command[] => this.snapshot;

  find(id: string): Command | undefined {
    return this.snapshot.find((command) => command.id === id);
  }

  /** Runs a command by its id; says whether there was one. */
  run(id: string): boolean {
    const command = this.find(id);
    command?.run();
    return command !== undefined;
  }

  private changed(): void {
    const byId = new Map<string, Command>();
    for (const group of this.groups) {
      for (const command of group.commands) {
        if (command.available === false) byId.delete(command.id);
        else byId.set(command.id, command);
      }
    }
    this.snapshot = [...byId.values()];
    for (const watcher of this.watchers) watcher();
  }
}

export const commandRegistry = new CommandRegistry();
