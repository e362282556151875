/**
 * What was thrown, in words, whatever it is: code of others throws what it likes, and a text that itself throws
 * would hide where that was.
 */
export function thrownText(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    // An object without a prototype, or one whose own code fails.
    return "something without a text";
  }
}

/** Where it was thrown; nothing where that is not known. */
export function thrownStack(thrown: unknown): string | undefined {
  try {
    return thrown instanceof Error && typeof thrown.stack === "string" ? thrown.stack : undefined;
  } catch {
    return undefined;
  }
}
