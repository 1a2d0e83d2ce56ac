import { createHash } from 'node:crypto';

/** SHA-256 of the keys of Azure's emulators, of Stripe's and of Telegram's manuals; in clear, a scanner would trip over them. */
const documentedKeys = new Set([
  '0011cc25eb4320717494d2703e8cba85743e71b500283c21c8b88147992f9059',
  'aa6547439583c3a275d4542a0df6c1ad6a863971be9f2a2220f027cc02aef615',
  '2cafc0970149a84f3b9e62eaf169f36f59907a3b3e31f7b82e68c69cd27f7326',
  'f2d6ca16515033e5dce14eba840b979d27b5cbae24bb3e5bf484339667f86397',
  '731fa294d036e54f19df879bfcd4fe72d967dc6327800c5f74a48414a3f258c9',
]);

/** Variables, templates, tags and anchors of YAML, paths, and what is left out. */
const reference =
  /^(?:\$[A-Za-z_][\w.]*$|\$\(|%\w+%$|[&*!][A-Za-z][\w.-]*$|@\w+[.(]|\?|\{\{|<|\[|#\{|__|~\/|\.{1,2}\/|\/|-+$|ENC\[)|\$\{|\{\{|<%|%>|>$|\}\}|\.{3}|…|\*{3}/;
const placeholder = /x{4,}|X{4,}|(.)\1{5,}|\?{3,}|•{2,}/;
const emptyValue =
  /^(?:true|false|null|none|nil|undefined|yes|no|on|off|n\/a|-|void|string|required|optional)$/i;
const runs = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', '98765432109876543210'];

/** Whether a value only stands for a secret: a reference, a placeholder, or an example from a manual. */
export function isExampleValue(value: string, exampleWords: readonly string[]): boolean {
  if (reference.test(value) || placeholder.test(value) || emptyValue.test(value)) return true;
  const lower = value.toLowerCase();
  return (
    exampleWords.some((word) => lower.includes(word)) ||
    hasRun(lower) ||
    documentedKeys.has(createHash('sha256').update(value).digest('hex'))
  );
}

/** Eight or more characters in the order of the alphabet or of the digits, as nobody draws by lot. */
function hasRun(lower: string): boolean {
  for (let at = 0; at + 8 <= lower.length; at += 1) {
    const piece = lower.slice(at, at + 8);
    if (runs.some((run) => run.includes(piece))) return true;
  }
  return false;
}
