import { parsePointer } from '@souk/model/finding/json-pointer.ts';

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);
const SILENT = new Set(['schema', 'content', 'allOf', 'oneOf', 'anyOf', 'payload']);

/** The thing at a pointer of a contract, as people speak of it: `Shipment.items[].weight`. */
export function describePointer(pointer: string): string {
  const tokens = parsePointer(pointer);
  const [section, group, name, ...rest] = tokens;
  if (section === 'components' && group !== undefined && name !== undefined) {
    return describeSteps(name, rest);
  }
  if (section === '$defs' || section === 'definitions') return describeSteps(group ?? '', tokens.slice(2));
  if ((section === 'paths' || section === 'webhooks') && group !== undefined) {
    const isOperation = name !== undefined && METHODS.has(name);
    const start = isOperation ? `${name.toUpperCase()} ${group}` : group;
    return describeSteps(start, isOperation ? rest : tokens.slice(2));
  }
  return describeSteps('the payload', tokens);
}

function describeSteps(start: string, tokens: readonly string[]): string {
  let text = start;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? '';
    const next = tokens[i + 1];
    if (token === 'properties' && next !== undefined) {
      text += `.${next}`;
      i++;
    } else if (token === 'items') text += '[]';
    else if (token === 'additionalProperties' || token === 'patternProperties') text += '.*';
    else if (token === 'requestBody') text += ' request';
    else if (token === 'responses' && next !== undefined) {
      text += ` answer ${next}`;
      i++;
    } else if (token === 'content' && next !== undefined) i++;
    else if (!SILENT.has(token) && !/^\d+$/.test(token)) text += ` ${token}`;
  }
  return text;
}
