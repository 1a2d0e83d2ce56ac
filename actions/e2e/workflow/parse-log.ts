export interface LogAnnotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  /** `file`, `line`, `title` and so on. */
  readonly properties: Readonly<Record<string, string>>;
}

export interface ParsedLog {
  /** What a reader sees, with masked texts hidden. */
  readonly text: string;
  /** Those that GitHub shows: the first ten of each level. */
  readonly annotations: readonly LogAnnotation[];
  /** How many more there were. */
  readonly dropped: number;
  readonly masks: readonly string[];
  /** Other commands that were obeyed, by name. */
  readonly commands: readonly string[];
}

const MOST_A_LEVEL = 10;

/** Reads what a step printed as the runner does: commands are obeyed unless they are stopped. */
export function parseLog(output: string): ParsedLog {
  const annotations: LogAnnotation[] = [];
  const masks: string[] = [];
  const commands: string[] = [];
  const lines: string[] = [];
  let stoppedBy: string | undefined;
  for (const line of output.split(/\r?\n/)) {
    const command = parseCommand(line);
    if (stoppedBy !== undefined) {
      if (command?.name === stoppedBy) stoppedBy = undefined;
      else lines.push(line);
    } else if (command === undefined) {
      lines.push(line);
    } else if (command.name === 'stop-commands') {
      stoppedBy = command.value;
    } else if (command.name === 'add-mask') {
      masks.push(command.value);
    } else if (isLevel(command.name)) {
      annotations.push({ level: command.name, message: command.value, properties: command.properties });
      lines.push(`${command.name}: ${command.value}`);
    } else {
      commands.push(command.name);
    }
  }
  const shown = annotations.filter(
    (one, index) =>
      annotations.slice(0, index).filter(({ level }) => level === one.level).length < MOST_A_LEVEL,
  );
  const text = masks.reduce((shownText, mask) => shownText.replaceAll(mask, '***'), lines.join('\n'));
  return { text, annotations: shown, dropped: annotations.length - shown.length, masks, commands };
}

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly value: string;
}

/** Both forms of commands: `::name key=value::text`, and the older `##[name key=value]text`. */
function parseCommand(line: string): Command | undefined {
  const [, name, properties = '', value = ''] =
    /^\s*::([\w-]+)(?: ([^\n]*?))?::(.*)$/.exec(line) ?? /##\[([\w-]+)(?: ([^\]]*))?\](.*)$/.exec(line) ?? [];
  if (name === undefined) return undefined;
  const pairs = properties
    .split(/[,;]/)
    .map((pair) => pair.trim().split('='))
    .filter(([key]) => key !== '' && key !== undefined)
    .map(([key = '', ...rest]) => [key, decode(rest.join('='))]);
  return { name: name.toLowerCase(), properties: Object.fromEntries(pairs), value: decode(value) };
}

function decode(text: string): string {
  const characters: Readonly<Record<string, string>> = {
    '%0D': '\r',
    '%0A': '\n',
    '%3A': ':',
    '%2C': ',',
    '%5D': ']',
    '%3B': ';',
    '%25': '%',
  };
  return text.replace(/%(?:0D|0A|3A|2C|5D|3B|25)/g, (code) => characters[code] ?? code);
}

function isLevel(name: string): name is LogAnnotation['level'] {
  return name === 'error' || name === 'warning' || name === 'notice';
}
