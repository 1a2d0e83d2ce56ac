import type { CatalogRecord } from '../catalog/catalog.ts';
import { type DraftFinding, onValue } from '../finding/draft-finding.ts';
import { closest, quoteList } from '../finding/suggest.ts';
import { type Entry, isEntry, type Manifest } from '../manifest/manifest.ts';
import type { BuiltInRuleId } from '../rule/built-in-rules.ts';
import { type CheckContext, findingOn } from './check.ts';

/** Names that a catalog declares once and manifests use. An absent list allows any name. */
interface Words {
  readonly scopes: ReadonlySet<string> | undefined;
  readonly units: ReadonlySet<string> | undefined;
  readonly settings: CheckContext['settings'];
}

export function wordsOf({ head, settings }: CheckContext): Words {
  const scopes = head
    .manifestsOf('ScopeCatalog')
    .flatMap((catalog) => catalog.scopes.map(({ name }) => name));
  const units = head.manifestsOf('PriceBook').flatMap((book) => book.units.map(({ name }) => name));
  return {
    scopes: scopes.length === 0 ? undefined : new Set(scopes),
    units: units.length === 0 ? undefined : new Set(units),
    settings,
  };
}

interface Use {
  readonly word: string;
  readonly pointer: string;
  readonly noun: string;
  readonly allowed: ReadonlySet<string> | undefined;
  readonly rule: BuiltInRuleId;
  /** Where such words are declared. */
  readonly home: string;
}

/** Words of a manifest that the catalog does not declare. */
export function checkVocabulary(record: CatalogRecord, manifest: Manifest, words: Words): DraftFinding[] {
  return usesOf(manifest, words)
    .filter(({ word, allowed }) => allowed !== undefined && !allowed.has(word))
    .map(({ word, pointer, noun, allowed, rule, home }) => {
      const near = closest(word, [...(allowed ?? [])]);
      return findingOn(record, rule, onValue(pointer), {
        message: `The ${noun} ${word} is not declared in the ${home}.`,
        help:
          near === undefined
            ? `Use ${quoteList([...(allowed ?? [])], 6)}, or add it to the ${home} first.`
            : `Did you mean ${near}?`,
      });
    });
}

function usesOf(manifest: Manifest, words: Words): Use[] {
  if (isEntry(manifest)) return entryUses(manifest, words);
  if (manifest.kind !== 'Installation') return [];
  return [
    {
      word: manifest.environment,
      pointer: '/environment',
      noun: 'environment',
      allowed: words.settings.environments,
      rule: 'reference/environment',
      home: 'marketplace settings',
    },
  ];
}

function entryUses(entry: Entry, { scopes, units, settings }: Words): Use[] {
  const listed = (
    list: readonly string[] | undefined,
    field: string,
    noun: string,
    allowed: Use['allowed'],
  ): Use[] =>
    (list ?? []).map((word, i) => ({
      word,
      pointer: `/${field}/${i}`,
      noun,
      allowed,
      rule: 'reference/vocabulary',
      home: 'marketplace settings',
    }));
  return [
    ...(entry.permissions ?? []).flatMap((permission, p) =>
      (permission.scopes ?? []).map(
        (word, s): Use => ({
          word,
          pointer: `/permissions/${p}/scopes/${s}`,
          noun: 'scope',
          allowed: scopes,
          rule: 'reference/scope',
          home: 'scope catalog',
        }),
      ),
    ),
    ...(entry.billing?.metrics ?? []).map(
      ({ unit }, m): Use => ({
        word: unit,
        pointer: `/billing/metrics/${m}/unit`,
        noun: 'unit',
        allowed: units,
        rule: 'reference/unit',
        home: 'price book',
      }),
    ),
    ...(entry.domain === undefined
      ? []
      : [
          {
            word: entry.domain,
            pointer: '/domain',
            noun: 'domain',
            allowed: settings.domains,
            rule: 'reference/vocabulary',
            home: 'marketplace settings',
          } satisfies Use,
        ]),
    ...listed(entry.tags, 'tags', 'tag', settings.tags),
    ...listed(entry.compliance, 'compliance', 'compliance label', settings.compliance),
    ...listed(entry.runtime.regions, 'runtime/regions', 'region', settings.regions),
  ];
}
