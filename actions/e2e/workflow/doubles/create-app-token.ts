import type { Level, Permissions } from '../../fake-github/state/world.ts';
import { StepFailure } from '../job-context.ts';
import type { Double } from './double.ts';

/** Stands in for actions/create-github-app-token. */
export const createAppToken: Double = async ({ inputs, job }) => {
  const { fake } = job.run;
  const id = inputs['client-id'] || inputs['app-id'];
  const app = [...fake.world.apps.values()].find(
    ({ id: number, clientId }) => clientId === id || String(number) === id,
  );
  if (app === undefined) throw new StepFailure(`There is no GitHub App ${id}`);
  if (inputs['private-key'] !== app.privateKey)
    throw new StepFailure('The private key is not that of the app');
  const asked = askedPermissions(inputs);
  for (const [name, level] of Object.entries(asked)) {
    const given = app.permissions[name];
    if (given !== 'write' && given !== level) {
      throw new StepFailure(`The permissions requested are not granted to this installation: ${name}`);
    }
  }
  const permissions = Object.keys(asked).length === 0 ? undefined : asked;
  const token = fake.issueToken({ app: app.slug, permissions });
  return { token, 'app-slug': app.slug, 'installation-id': String(app.id) };
};

function askedPermissions(inputs: Readonly<Record<string, string>>): Permissions {
  const isLevel = (text: string): text is Level => text === 'read' || text === 'write';
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, level]) =>
      name.startsWith('permission-') && isLevel(level)
        ? [[name.slice('permission-'.length).replaceAll('-', '_'), level] as const]
        : [],
    ),
  );
}
