// CodeMirror and PromQL's grammar: heavy, so that only the page that edits loads this file.
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  completionStatus,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, insertNewline } from "@codemirror/commands";
import { bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Extension, Prec, Transaction } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { PromQLExtension } from "@prometheus-io/codemirror-promql";
import type { Fault } from "./fault";
import { editorTheme, highlighting } from "./theme";

export interface PromqlEditorHandle {
  readonly text: () => string;
  /** Puts a text there without telling of it; nothing happens when it stands there already. */
  readonly setText: (text: string) => void;
  readonly setFault: (fault: Fault | undefined) => void;
  readonly focus: () => void;
  readonly destroy: () => void;
}

interface EditorOptions {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
}

/** More names than this take longer to be told their type and help than one types on. */
const METADATA_MAX = 10_000;

export function createEditor(parent: HTMLElement, options: EditorOptions): PromqlEditorHandle {
  const promql = promqlSupport();
  const view = new EditorView({
    parent,
    state: EditorState.create({ doc: options.value, extensions: [promql.asExtension(), ...extensions(options)] }),
  });
  return {
    text: () => view.state.doc.toString(),
    setText: (text) => {
      if (text === view.state.doc.toString()) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        annotations: Transaction.remote.of(true),
      });
    },
    setFault: (fault) => view.dispatch(setDiagnostics(view.state, fault ? [diagnosticOf(fault, view.state)] : [])),
    focus: () => view.focus(),
    destroy: () => {
      promql.destroy();
      view.destroy();
    },
  };
}

/**
 * Completion asks this server, as a browser asks: by GET, which needs no token. The linter of the package is left out:
 * it knows less of the language than the server does, which says what is wrong and where.
 */
function promqlSupport(): PromQLExtension {
  return new PromQLExtension()
    .activateLinter(false)
    .setComplete({ remote: { url: "", apiPrefix: "/api/v1", httpMethod: "GET" }, maxMetricsMetadata: METADATA_MAX });
}

function extensions({ label, onChange, onRun }: EditorOptions): Extension[] {
  const run = (view: EditorView) => {
    if (completionStatus(view.state) === "active" && acceptCompletion(view)) return true;
    onRun();
    return true;
  };
  return [
    history(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ icons: false }),
    syntaxHighlighting(highlighting),
    editorTheme,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off" }),
    // Enter runs, as in every search field; Tab stays what leaves the field.
    Prec.highest(
      keymap.of([
        { key: "Enter", run },
        { key: "Mod-Enter", run },
        { key: "Shift-Enter", run: insertNewline },
      ]),
    ),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
    EditorView.updateListener.of((update) => {
      const ours = update.transactions.some((transaction) => transaction.annotation(Transaction.remote) === true);
      if (update.docChanged && !ours) onChange(update.state.doc.toString());
    }),
  ];
}

function diagnosticOf({ message, from, to }: Fault, state: EditorState) {
  const end = Math.min(to, state.doc.length);
  return { message, from: Math.min(from, end), to: end, severity: "error" as const };
}
