import type { BaseResolver, Config, NormalizedProblem } from '@redocly/openapi-core';
import { onKey, onValue, wholeFile } from '@souk/model/finding/draft-finding.ts';
import type { VettingFinding } from '../../vetted-entry.ts';
import type { DocumentSet } from '../document/document-set.ts';
import { resolveName } from '../document/resolve-name.ts';
import { lintRules } from './lint-rules.ts';
import { type LintSettings, lintHabits } from './lint-settings.ts';

type Linter = typeof import('@redocly/openapi-core');

/**
 * Runs the linter on an OpenAPI or AsyncAPI document whose references were checked. It reads nothing but the files of the
 * entry. It is loaded at the first call, since loading it takes longer than all else that a check does.
 */
export async function lintDocument(
  file: string,
  documents: DocumentSet,
  settings: LintSettings,
): Promise<VettingFinding[]> {
  const document = documents.read(file);
  if (document === undefined || !document.ok) return [];
  const linter = await import('@redocly/openapi-core');
  try {
    const problems = await linter.lintDocument({
      document: { source: new linter.Source(file, document.text), parsed: document.value },
      config: await configure(linter, settings),
      externalRefResolver: createResolver(linter, documents),
    });
    return problems.map((problem) => toFinding(problem, settings));
  } catch (error) {
    // The linter follows references by calling itself.
    if (error instanceof RangeError) return [tooEntangled(file)];
    throw error;
  }
}

function tooEntangled(file: string): VettingFinding {
  return {
    rule: 'contract/limit',
    file,
    message: 'The document is too large to judge: one schema leads to the next too many times.',
    help: 'Split the API, or end long chains of schemas that refer to each other.',
    place: wholeFile,
  };
}

function configure(linter: Linter, settings: LintSettings): Promise<Config> {
  const wanted = lintHabits.filter((habit) => (settings[habit] ?? 'off') !== 'off');
  const names = [...Object.keys(lintRules), ...wanted];
  return linter.createConfig({ rules: Object.fromEntries(names.map((name) => [name, 'error'])) });
}

/** Gives the linter the files of the entry, and an error for everything else. */
function createResolver(linter: Linter, documents: DocumentSet): BaseResolver {
  const resolver = new linter.BaseResolver();
  resolver.resolveExternalRef = (base, ref) => {
    const name = resolveName(base ?? '', ref);
    return name.kind === 'inside' ? name.file : `${name.kind}:${ref}`;
  };
  resolver.loadExternalRef = async (name) => {
    const document = documents.read(name);
    if (document?.ok) return new linter.Source(name, document.text);
    throw new linter.ResolveError(new Error(`${name} is not a file of the entry`));
  };
  return resolver;
}

function toFinding(
  { ruleId, message, location, suggest }: NormalizedProblem,
  settings: LintSettings,
): VettingFinding {
  const [first] = location;
  const known = lintRules[ruleId];
  const habit = lintHabits.find((name) => name === ruleId);
  const level = habit === undefined ? undefined : settings[habit];
  const near = suggest.slice(0, 3);
  return {
    rule: known?.rule ?? 'contract/lint',
    ...(level === undefined || level === 'off' ? {} : { level }),
    ...(first === undefined ? {} : { file: first.source.absoluteRef }),
    message: oneLine(message),
    help:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : (known?.help ?? `Mend it, or change the level of ${ruleId} in policies/data/vetting.yaml.`),
    place: placeOf(first),
    ...(known === undefined ? { about: ruleId } : {}),
  };
}

function placeOf(location: NormalizedProblem['location'][number] | undefined): VettingFinding['place'] {
  if (location?.pointer === undefined) return wholeFile;
  const pointer = location.pointer.replace(/^#\/?/, '/').replace(/^\/$/, '');
  return location.reportOnKey === true ? onKey(pointer) : onValue(pointer);
}

function oneLine(message: string): string {
  const text = message.replaceAll(/\s+/g, ' ').trim();
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
