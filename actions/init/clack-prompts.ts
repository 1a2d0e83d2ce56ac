import { idProblem, nameFrom, nameProblem, shapeProblem } from './plan-init.ts';
import type { ExistingNames, InitPrompts, RunInitOptions } from './run-init.ts';
import { defaultTemplates, templatesOf } from './templates.ts';

/** Questions on the terminal. The library is loaded on the first question: most runs of the CLI ask none. */
export function createClackPrompts(): InitPrompts {
  return {
    async ask(given, existing) {
      const clack = await import('@clack/prompts');
      clack.intro(given.kind === 'App' ? 'A new app' : 'A new connector');
      const answers = await askAll(clack, given, existing);
      if (answers === undefined) clack.cancel('Nothing was written.');
      return answers;
    },
  };
}

type Clack = typeof import('@clack/prompts');

/** The library answers with a symbol when the person gives up. */
async function askAll(
  clack: Clack,
  given: RunInitOptions,
  existing: ExistingNames,
): Promise<RunInitOptions | undefined> {
  const template = given.template ?? (await askTemplate(clack, given.kind));
  if (typeof template === 'symbol') return undefined;
  const id =
    given.id ??
    (await askText(clack, 'Id', (text) => idProblem(text, existing.entryIds), {
      placeholder: 'invoice-scanner',
    }));
  if (typeof id === 'symbol') return undefined;
  const name =
    given.name ?? (await askText(clack, 'Name that people see', nameProblem, { initialValue: nameFrom(id) }));
  if (typeof name === 'symbol') return undefined;
  const owner = given.owner ?? (await askOwner(clack, existing.teamIds));
  if (typeof owner === 'symbol') return undefined;
  const domain = given.domain ?? (await askDomain(clack, existing.domains));
  if (typeof domain === 'symbol') return undefined;
  return { ...given, template, id, name, owner, ...(domain === '' ? {} : { domain }) };
}

function askTemplate(clack: Clack, kind: RunInitOptions['kind']): Promise<string | symbol> {
  const options = templatesOf(kind).map(({ id, title, use }) => ({ value: id, label: title, hint: use }));
  return clack.select({ message: 'Template', options, initialValue: defaultTemplates[kind] });
}

function askText(
  clack: Clack,
  message: string,
  problem: (text: string) => string | undefined,
  hints: { placeholder?: string; initialValue?: string },
): Promise<string | symbol> {
  return clack.text({ message, ...hints, validate: (text) => problem(text ?? '') });
}

/** A team of the catalog; without any, the id of one that is still to be made. */
async function askOwner(clack: Clack, teamIds: readonly string[]): Promise<string | symbol> {
  if (teamIds.length === 0)
    return askText(clack, 'Owner (id of a team)', shapeProblem, { placeholder: 'finance-platform' });
  return clack.select({
    message: 'Owner',
    options: teamIds.map((value) => ({ value, label: value })),
    maxItems: 12,
  });
}

async function askDomain(clack: Clack, domains: readonly string[]): Promise<string | symbol> {
  if (domains.length === 0) return '';
  const options = [{ value: '', label: 'None yet' }, ...domains.map((value) => ({ value, label: value }))];
  return clack.select({ message: 'Business domain', options, maxItems: 12 });
}
