import {
  type Assignment,
  type Command,
  forEachChild,
  type ParsedScript,
  parse,
  type Redirection,
  type SyntaxNode,
  type Word,
} from 'unbash';
import type { Span } from '../remark.ts';
import { hasLetter, isDownloader, isShell, runsItsInput } from './programs.ts';
import type { ShellCommand, ShellWord } from './shell-command.ts';
import { unwrapCommand } from './unwrap-command.ts';

/**
 * All simple commands of a script in the order they are written, those in substitutions before the command that uses
 * them. The parser is tolerant: what cannot be parsed yields fewer commands, never an exception.
 *
 * @param origin Offset of the script in its file. A span instead, where the text was unescaped and so has no offsets of
 * its own: then all commands lie there.
 */
export function readShell(text: string, origin: number | Span): ShellCommand[] {
  return readNested(text, origin, 0);
}

/** Scripts that are words of commands of scripts. */
const DEEPEST_SCRIPT = 8;
/** Substitutions within substitutions: the parser reads each when it is asked for, and would read on without end. */
const DEEPEST_NESTING = 32;

/** Parentheses in a row: what the parser takes for them grows with their square. */
const MOST_OPEN = 500;

function readNested(text: string, origin: number | Span, depth: number): ShellCommand[] {
  if (opensInARow(text) > MOST_OPEN) {
    const span = typeof origin === 'number' ? { offset: origin, endOffset: origin + text.length } : origin;
    return [unreadAt(span)];
  }
  const reader = new ShellReader(origin, depth);
  reader.visit(parse(text), { isFed: false, isPiped: false });
  return reader.commands;
}

function opensInARow(text: string): number {
  let most = 0;
  let now = 0;
  for (const character of text) {
    if (character === '(') now++;
    else if (!/[\s$]/.test(character)) now = 0;
    most = Math.max(most, now);
  }
  return most;
}

interface Flow {
  readonly isFed: boolean;
  readonly isPiped: boolean;
}

/** Walks a syntax tree and keeps the commands. */
class ShellReader {
  readonly commands: ShellCommand[] = [];
  readonly #depth: number;
  #origin: number | Span;
  #nesting = 0;

  constructor(origin: number | Span, depth: number) {
    this.#origin = origin;
    this.#depth = depth;
  }

  /** Returns whether something under the node writes what it downloaded to its output. */
  visit(node: SyntaxNode, flow: Flow): boolean {
    switch (node.type) {
      case 'Pipeline':
        return this.#visitPipeline(node.commands, flow);
      case 'Command':
        return this.#visitCommand(node, flow);
      case 'Script':
        return this.#visitScript(node, flow);
      default: {
        let downloads = false;
        forEachChild(node, (child) => {
          downloads = this.visit(child, flow) || downloads;
        });
        return downloads;
      }
    }
  }

  #visitPipeline(commands: readonly SyntaxNode[], flow: Flow): boolean {
    let downloads = false;
    commands.forEach((command, i) => {
      const isLast = i === commands.length - 1;
      downloads =
        this.visit(command, { isFed: flow.isFed || downloads, isPiped: !isLast || flow.isPiped }) ||
        downloads;
    });
    return downloads;
  }

  /** Text in escaped backticks has offsets of its own: its commands lie where the whole text lies. */
  #visitScript(script: ParsedScript, flow: Flow): boolean {
    const before = this.#origin;
    if (script.source !== undefined) this.#origin = this.#place(script);
    let downloads = false;
    this.#nesting++;
    if (this.#nesting > DEEPEST_NESTING) this.commands.push(unreadAt(this.#place(script)));
    else {
      forEachChild(script, (child) => {
        downloads = this.visit(child, flow) || downloads;
      });
    }
    this.#nesting--;
    this.#origin = before;
    return downloads;
  }

  #visitCommand(command: Command, flow: Flow): boolean {
    const name = command.name === undefined ? [] : [this.#readWord(command.name)];
    const args = command.args.map((arg) => this.#readWord(arg));
    const assignments = command.prefix.flatMap((part) =>
      part.type === 'Assignment' ? [this.#readAssignment(part)] : [],
    );
    const isFedByText = command.redirects.map((redirect) => this.#feeds(redirect)).includes(true);
    const unwrapped = unwrapCommand([...name, ...args]);
    const read: ShellCommand = {
      ...unwrapped,
      ...this.#place(command),
      assignments: [...assignments, ...unwrapped.assignments],
      isFedByDownload: flow.isFed || isFedByText,
      isPiped: flow.isPiped,
      isUnread: false,
      writesTo: command.redirects.flatMap((redirect) =>
        redirect.type === 'Redirect' && /^(?:&?>>?|>\|)$/.test(redirect.operator) && redirect.target
          ? [redirect.target.value]
          : [],
      ),
    };
    this.commands.push(read);
    for (const nested of this.#readScripts(read, command.redirects)) this.commands.push(nested);
    return isDownloader(read) || [...name, ...args].some((word) => word.downloads);
  }

  #readWord(word: Word | Assignment): ShellWord {
    let downloads = false;
    forEachChild(word, (child) => {
      downloads = this.visit(child, { isFed: false, isPiped: true }) || downloads;
    });
    const parts = word.type === 'Word' ? word.parts : undefined;
    return {
      text: word.type === 'Word' ? word.value : word.text,
      downloads,
      isProcess: parts?.[0]?.type === 'ProcessSubstitution',
      ...this.#place(word),
    };
  }

  #readAssignment(assignment: Assignment): { name: string; value: string } {
    this.#readWord(assignment);
    return {
      name: assignment.name,
      value: assignment.value.type === 'Word' ? assignment.value.value : '',
    };
  }

  /** Whether a redirection hands the command what was downloaded; the text of a here-document is a script to a shell. */
  #feeds(redirect: Redirection): boolean {
    let downloads = false;
    forEachChild(redirect, (child) => {
      downloads = this.visit(child, { isFed: false, isPiped: true }) || downloads;
    });
    return downloads && (redirect.type !== 'Redirect' || redirect.operator === '<');
  }

  /** The commands of `sh -c '…'`, and of a shell that reads a here-document. */
  #readScripts(command: ShellCommand, redirects: readonly Redirection[]): ShellCommand[] {
    const script = scriptArgument(command);
    const given = script === undefined || script.downloads ? [] : [{ text: script.text, origin: script }];
    const typed = isShell(command.name) && runsItsInput(command) ? redirects : [];
    const documents = typed.flatMap((redirect) =>
      redirect.type === 'HereDoc'
        ? [{ text: redirect.body.text, origin: this.#originOf(redirect.body.pos) }]
        : [],
    );
    const scripts = [...given, ...documents];
    if (this.#depth >= DEEPEST_SCRIPT) return scripts.length === 0 ? [] : [unreadAt(command)];
    return scripts.flatMap(({ text, origin }) => readNested(text, origin, this.#depth + 1));
  }

  #originOf(pos: number): number | Span {
    return typeof this.#origin === 'number' ? this.#origin + pos : this.#origin;
  }

  #place({ pos, end }: { pos: number; end: number }): Span {
    return typeof this.#origin === 'number'
      ? { offset: this.#origin + pos, endOffset: this.#origin + end }
      : { offset: this.#origin.offset, endOffset: this.#origin.endOffset };
  }
}

function unreadAt({ offset, endOffset }: Span): ShellCommand {
  return {
    name: '',
    args: [],
    wrappers: [],
    assignments: [],
    isFedByDownload: false,
    isPiped: false,
    isUnread: true,
    writesTo: [],
    offset,
    endOffset,
  };
}

function scriptArgument({ name, args }: ShellCommand): ShellWord | undefined {
  if (name === 'eval') return joinWords(args);
  if (!isShell(name) && name !== 'su') return undefined;
  const option = args.findIndex(({ text }) => hasLetter(text, 'c') && text.endsWith('c'));
  return option === -1 ? undefined : args[option + 1];
}

/** `eval` makes one script of all its words. */
function joinWords(words: readonly ShellWord[]): ShellWord | undefined {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return {
    text: words.map(({ text }) => text).join(' '),
    downloads: words.some(({ downloads }) => downloads),
    isProcess: false,
    offset: first.offset,
    endOffset: last.endOffset,
  };
}
