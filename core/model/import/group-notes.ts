import { parsePointer } from '../finding/json-pointer.ts';
import type { ImportNote, NoteLevel } from './import-result.ts';

/** Notes of the same kind about the same field of many files. */
export interface NoteGroup {
  readonly level: NoteLevel;
  /** Path of the field with `[]` for positions and `*` for free names; empty for the file as a whole. */
  readonly field: string;
  /** What the first of the notes says. */
  readonly message: string;
  readonly count: number;
  readonly sources: readonly string[];
  /** `dropped: longLived (5 files)` */
  readonly label: string;
}

const LEVELS: readonly NoteLevel[] = ['dropped', 'mapped-with-loss', 'assumed'];

/** Puts notes together so that a person can read those of hundreds of files; most frequent first within a level. */
export function groupNotes(notes: readonly ImportNote[]): NoteGroup[] {
  const groups = new Map<string, ImportNote[]>();
  for (const note of notes) {
    const key = `${note.level} ${fieldOf(note.pointer)} ${note.pointer === '' ? note.message : ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [note]);
    else group.push(note);
  }
  return [...groups.values()]
    .flatMap(assembleGroup)
    .toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || b.count - a.count);
}

function assembleGroup(notes: readonly ImportNote[]): NoteGroup[] {
  const [first] = notes;
  if (first === undefined) return [];
  const sources = [...new Set(notes.map(({ source }) => source))];
  const field = fieldOf(first.pointer);
  const files = `${sources.length} ${sources.length === 1 ? 'file' : 'files'}`;
  const label = `${first.level}: ${field === '' ? first.message : field} (${files})`;
  return [{ level: first.level, field, message: first.message, count: notes.length, sources, label }];
}

/** `/config/env/3/example` → `config.env[].example`; names of parameters differ from file to file and become `*`. */
function fieldOf(pointer: string): string {
  const tokens = parsePointer(pointer);
  return tokens
    .map((token, i) => (/^\d+$/.test(token) ? '[]' : tokens[i - 1] === 'properties' ? '*' : printable(token)))
    .join('.')
    .replaceAll('.[]', '[]');
}

/** A field name is anyone's text and ends up on a terminal. */
function printable(token: string): string {
  return token.replace(/[^\P{C}]/gu, '?').slice(0, 80);
}
