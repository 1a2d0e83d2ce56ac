import { looksLikePassword } from './judge-value.ts';
import type { SecretForm } from './secret-form.ts';

const form = (what: string, hint: string, pattern: RegExp): SecretForm => ({
  rule: 'secret/password',
  what,
  hint,
  pattern,
  confirm: looksLikePassword,
});

/** Passwords that no name is given to: arguments of tools and functions, and sentences. */
export const passwordForms: readonly SecretForm[] = [
  form('A password for sshpass', 'sshpass', /\bsshpass\s{1,3}-p\s{0,3}["']?(?<secret>[^\s"']{6,100})/g),
  form(
    'A password for a login',
    ' login ',
    /\b(?:docker|podman|helm|oras|skopeo|buildah|az|cf|oc)\s(?:registry\s)?login\b[^\n]{0,200}?\s(?:-p|--password)[ =]["']?(?<secret>[^\s"'$]{6,100})/g,
  ),
  form('A password of Redis', 'requirepass', /^\s{0,20}requirepass\s{1,5}"?(?<secret>[^\s"]{6,200})/gm),
  form(
    'A password beside a user name',
    'auth',
    /\bauth\s{0,3}[=:]\s{0,3}[([]\s{0,3}["'][^"'\n]{1,80}["'],\s{0,3}["'](?<secret>[^"'\n]{6,100})["']/g,
  ),
  form(
    'A password as a secure string',
    'SecureString',
    /ConvertTo-SecureString\s{1,3}(?:-String\s{1,3})?["'](?<secret>[^"'\n$]{6,200})["']/g,
  ),
  form(
    'A key that signs tokens',
    '.sign(',
    /\bjwt\.sign\([^\n]{1,200}?,\s{0,3}["'](?<secret>[^"'\n]{6,200})["']/g,
  ),
  form(
    'A password in a sentence',
    'assword',
    /\b[Pp]assword\b[^\n:=`]{0,60}:\s{1,3}`(?<secret>[^`\s]{6,60})`/g,
  ),
];
