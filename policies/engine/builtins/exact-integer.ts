declare global {
  interface JSON {
    /** Part of Node 24 and ECMAScript 2026, not yet of TypeScript's library. */
    rawJSON(text: string): object;
  }
}

/** An integer of any size as a value that `JSON.stringify` writes with all its digits. */
export function exactInteger(value: bigint): object {
  return JSON.rawJSON(value.toString());
}
