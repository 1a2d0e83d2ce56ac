/**
 * Caps that keep a hostile text from costing more than a look: the parser takes quadratic time on nested containers and on
 * marks that pair up. An honest runbook stays far below each.
 */
const limits = {
  characters: 64 * 1024,
  /** Signs of quotes and lists at the starts of lines, over the whole text. */
  containers: 1_500,
  /** Marks that could pair up within one block: stars, brackets, backticks and their like. */
  marks: 1_500,
  indentation: 60,
} as const;

/** Why a text is too tangled for the parser; undefined when it is not. */
export function whyUnreadable(text: string): string | undefined {
  if (text.length > limits.characters) {
    return `The runbook has ${text.length.toLocaleString('en')} characters; at most ${limits.characters.toLocaleString('en')} are read.`;
  }
  let containers = 0;
  let marks = 0;
  for (const line of text.split('\n')) {
    const lead = /^[ \t>]*/.exec(line)?.[0] ?? '';
    if (lead.length > limits.indentation) {
      return `A line is indented by more than ${limits.indentation} characters.`;
    }
    containers += count(lead, '>') + (/^(?:[-+*]|\d{1,9}[.)])\s/.test(line.slice(lead.length)) ? 1 : 0);
    marks = line.trim() === '' ? 0 : marks + countMarks(line);
    if (containers > limits.containers)
      return `More than ${limits.containers} quotes and list items are nested or listed.`;
    if (marks > limits.marks)
      return `A block holds more than ${limits.marks} marks such as stars and brackets.`;
  }
  return undefined;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function countMarks(line: string): number {
  return line.match(/[*_[\]<>`~!]|(?:[-+*]|\d[.)])\s/g)?.length ?? 0;
}
