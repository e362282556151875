/** What the fixture worker does in its turns: write, late or not at all. */
import { type Answer, type Setup, takeTurns, type Turns } from "@backlot/runtime";

/** A turn, with the pieces to write in it. */
export interface Piece {
  turn: number;
  texts: string[];
  /** How long the worker takes to make them. */
  ms?: number;
  /** What happens when they are written, instead of the end of the turn. */
  instead?: "throw" | "exit" | "sleep";
}

/** The pieces of each turn that were written. */
export const writing: Setup<Turns, Piece, string[]> = async (turns) => {
  const writer = takeTurns(turns);
  const encoder = new TextEncoder();
  return async ({ turn, texts, ms = 0, instead }) => {
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    const answer = (): Answer<string[]> => {
      const written = [];
      for (const text of texts) {
        if (!writer.write(turn, encoder.encode(text), 1)) break;
        written.push(text);
      }
      if (instead === "throw") throw new RangeError(`turn ${turn} went wrong`);
      if (instead === "exit") process.exit(4);
      if (instead === "sleep") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      writer.end(turn);
      return { result: written };
    };
    return writer.isServed(turn) ? answer() : { isReady: () => writer.isServed(turn), answer };
  };
};
