import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { renderAdapter } from './render-adapter.ts';

/** The rules as a program that reads Rego takes them. */
export interface PeerRules {
  /** The libraries, the rules without their tests, and the generated entry points. */
  readonly rego: string;
  /** The module that only conftest needs. */
  readonly adapter: string;
  /** What rules read as `data`. */
  readonly data: string;
}

/** Writes down the rules of a policies folder for the peers: the sources that its bundle was compiled from. */
export function writePeerRules(dir: string, policies: string, rules: readonly PolicyRule[]): PeerRules {
  const written: PeerRules = {
    rego: join(dir, 'rego'),
    adapter: join(dir, 'adapter'),
    data: join(dir, 'data.json'),
  };
  mkdirSync(written.rego, { recursive: true });
  mkdirSync(written.adapter);
  for (const folder of ['lib', 'rules']) {
    cpSync(join(policies, folder), join(written.rego, folder), {
      recursive: true,
      filter: (path) => !path.endsWith('_test.rego'),
    });
  }
  copyFileSync(join(policies, 'bundle', 'main.rego'), join(written.rego, 'main.rego'));
  copyFileSync(join(policies, 'bundle', 'data.json'), written.data);
  writeFileSync(join(written.adapter, 'adapter.rego'), renderAdapter(rules));
  return written;
}
