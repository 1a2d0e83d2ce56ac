export interface YamlLine {
  indent: string;
  key: string;
  rest: string;
}

const entry = /^(\s*(?:- )*)([\w./$@-]+|"[^"]*")(?=:(?:\s|$))/;

/** Cuts YAML into lines with their keys, for colouring; the lines of a block of text have none. */
export function splitYamlLines(yaml: string): YamlLine[] {
  let textDeeperThan = Number.POSITIVE_INFINITY;
  return yaml.split('\n').map((line) => {
    const depth = line.search(/\S/);
    if (depth === -1 || depth > textDeeperThan) return { indent: '', key: '', rest: line };
    const match = entry.exec(line);
    const [whole = '', indent = '', key = ''] = match ?? [];
    textDeeperThan = /[|>][-+]?$/.test(line) ? depth : Number.POSITIVE_INFINITY;
    return { indent, key, rest: line.slice(whole.length) };
  });
}
