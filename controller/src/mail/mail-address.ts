/** An address with the name that mail programs show for it. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

const LONGEST_ADDRESS = 254;
const LONGEST_NAME = 100;
const ATOM = "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?';
const ADDRESS = new RegExp(`^${ATOM}(\\.${ATOM})*@${LABEL}(\\.${LABEL})+$`, 'u');

/** Whether it is one address, and nothing that a server could take for two or for a command. */
export function isMailAddress(text: string): boolean {
  return text.length <= LONGEST_ADDRESS && ADDRESS.test(text);
}

/** Reads `name@example.com` or `Name <name@example.com>`; undefined when it is neither. */
export function parseMailbox(text: string): Mailbox | undefined {
  const [, quoted, address = text.trim()] = /^([^<>]*)<([^<>]*)>$/.exec(text.trim()) ?? [];
  const name = (quoted ?? '').trim().replace(/^"(.*)"$/, '$1');
  const isName = name.length <= LONGEST_NAME && !/[\p{Cc}\p{Cf}"\\]/u.test(name);
  return isName && isMailAddress(address) ? { name, address } : undefined;
}
