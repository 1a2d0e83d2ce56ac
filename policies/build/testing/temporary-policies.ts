import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOf } from '../../engine/bundle.ts';
import type { BuiltBundle } from '../bundle-files.ts';

/** Where the sample policies are written, which every test may change as it likes. */
export class TemporaryPolicies implements Disposable {
  readonly dir: string;

  /** A small policies folder: a library, a builder, a data file and two rules. */
  constructor() {
    this.dir = mkdtempSync(join(tmpdir(), 'souk-policies-'));
    for (const [path, text] of Object.entries(samplePolicies)) this.write(path, text);
  }

  /** The policies of this repository with their bundle: enough to judge, read and document without OPA. */
  static ofRepository(): TemporaryPolicies {
    const policies = new TemporaryPolicies();
    rmSync(policies.dir, { recursive: true });
    const own = fileURLToPath(new URL('../../', import.meta.url));
    for (const folder of ['bundle', 'data', 'lib', 'rules', 'testing']) {
      cpSync(join(own, folder), join(policies.dir, folder), { recursive: true });
    }
    return policies;
  }

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.dir, path)), { recursive: true });
    writeFileSync(join(this.dir, path), content);
  }

  read(path: string): string {
    return readFileSync(join(this.dir, path), 'utf8');
  }

  bytes(path: string): Uint8Array {
    return readFileSync(join(this.dir, path));
  }

  /** Tells the manifest of the bundle that a file is as it was built, though it is not. */
  redigest(name: string): void {
    const manifest = JSON.parse(this.read('bundle/manifest.json'));
    manifest.files[name] = digestOf(this.bytes(`bundle/${name}`));
    this.write('bundle/manifest.json', `${JSON.stringify(manifest, undefined, 1)}\n`);
  }

  remove(path: string): void {
    rmSync(join(this.dir, path), { recursive: true });
  }

  /** Replaces a text that must be there. */
  edit(path: string, from: string | RegExp, to: string): void {
    const before = this.read(path);
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${path} does not hold ${String(from)}`);
    this.write(path, after);
  }

  /** Writes a bundle as it was built. */
  keep(built: BuiltBundle): void {
    for (const [name, bytes] of built) this.write(`bundle/${name}`, bytes);
  }

  [Symbol.dispose](): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

const samplePolicies: Readonly<Record<string, string>> = {
  'data/waivers.yaml': 'maxDays: 30\nnever: []\n',
  'lib/words.rego': `package souk.lib.words

count_of(text) := count(split(text, " "))
`,
  'testing/testing.rego': `package souk.testing

app := {"kind": "App", "id": "board", "name": "Parcel Board", "license": "Apache-2.0"}

input_of(entity) := {
	"entity": entity,
	"before": null,
	"now": "2026-11-22T08:00:00Z",
	"settings": {"minSunsetDays": 90},
}
`,
  'rules/developer/license/rule.rego': `# METADATA
# title: The license is declared
# description: Whoever reuses an entry has to know under which terms, inside the company too.
# custom:
#   id: developer/license
#   level: deny
#   stage: deny
#   kinds: [App, Connector]
#   message: "The entry does not say under which license it may be used."
#   remediation: "Write a license with an SPDX expression."
#   owner: platform-engineering
package souk.developer.license

violation contains {"path": "/license", "params": {}} if not input.entity.license
`,
  'rules/developer/license/rule_test.rego': `package souk.developer.license_test

import data.souk.developer.license
import data.souk.testing

config := {}

cases["fails without one"] := {
	"input": testing.input_of(object.remove(testing.app, ["license"])),
	"expect": {{"path": "/license", "params": {}}},
}

cases["passes with a license"] := {
	"input": testing.input_of(testing.app),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	license.violation == case.expect with input as case.input with data.config as config
}
`,
  'rules/org/short-name/rule.rego': `# METADATA
# title: Names are short
# description: A long name breaks the lists that it is shown in, so it has few words.
# custom:
#   id: org/short-name
#   level: warn
#   stage: deny-new
#   kinds: [App]
#   message: "The name has {count} words, of {most} at most."
#   remediation: "Shorten it to {most} words."
#   owner: product
package souk.org.short_name

import data.souk.lib.words

violation contains {"path": "/name", "params": {"count": words.count_of(input.entity.name), "most": most}} if {
	words.count_of(input.entity.name) > most
}

most := data.config.waivers.maxDays
`,
  'rules/org/short-name/rule_test.rego': `package souk.org.short_name_test

import data.souk.org.short_name
import data.souk.testing

config := {"waivers": {"maxDays": 2}}

cases["one word more fails"] := {
	"input": testing.input_of(object.union(testing.app, {"name": "Parcel Board North"})),
	"expect": {{"path": "/name", "params": {"count": 3, "most": 2}}},
}

cases["as many words passes"] := {
	"input": testing.input_of(testing.app),
	"expect": set(),
}

test_cases[name] if {
	some name, case in cases
	short_name.violation == case.expect with input as case.input with data.config as config
}
`,
};
