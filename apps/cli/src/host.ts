/** What the program needs of the process it runs in; `main.ts` gives it the real one. */

/** The process, as the program sees it. */
export interface Host {
  /** The arguments, without the names of Node and of the program. */
  readonly args: readonly string[];
  /** The current folder. */
  readonly folder: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Whether standard input is a terminal, so that somebody would have to type the data. */
  readonly readsTerminal: boolean;
  /** Whether standard output is a terminal, so that data would run into a progress bar. */
  readonly writesTerminal: boolean;
  /** Says what is not data, on standard error. */
  say(text: string): void;
  /** Whether standard error is a terminal. */
  readonly saysToTerminal: boolean;
  /** Standard error as a stream, for what draws or colours: opening it loads all that Node has for streams. */
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
}
