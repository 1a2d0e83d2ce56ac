import type { Manifest } from '@souk/model/manifest/manifest.ts';
import type { Random } from './random.ts';

/** One of the mistakes that authors make, as the text of the file. */
export function breakManifest(random: Random, entry: Manifest): string {
  const text = JSON.stringify(entry, null, 2);
  const mistakes: readonly ((text: string) => string)[] = [
    (valid) => valid.replace('"owner":', '"ownr":'),
    (valid) => valid.replace(/"version": "[^"]+"/, '"version": "1.4"'),
    (valid) => valid.replace(/"owner": "[^"]+"/, '"owner": "team-that-never-was"'),
    (valid) => valid.slice(0, -2),
  ];
  return random.pick(mistakes)(text);
}
