import type { App } from '@souk/model/manifest/manifest.ts';
import type { Random } from './random.ts';

type Runtime = App['runtime'];
type Shape = Omit<Runtime, 'type' | 'regions'>;

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'";

/** What each type of runtime brings along, within the caps of policies/data/platform.yaml. */
const shapes: Readonly<Record<Runtime['type'], (random: Random) => Shape>> = {
  container: (random) => ({ ...program(random), provider: 'kubernetes', healthCheck: '/healthz' }),
  function: (random) => ({
    ...program(random),
    provider: 'knative',
    healthCheck: '/healthz',
    ...(random.chance(0.4) ? { schedule: `${random.int(0, 59)} ${random.int(0, 23)} * * *` } : {}),
  }),
  wasm: (random) => ({
    version: 'wasi-0.2',
    entry: 'main.wasm',
    provider: 'spinkube',
    healthCheck: '/healthz',
    resources: { cpu: `${random.int(1, 4) * 50}m`, memory: `${random.int(1, 4) * 32}Mi`, timeout: '5s' },
  }),
  'web-component': () => ({ version: 'es2023', entry: 'main.mjs', provider: 'cdn', csp: CSP }),
  iframe: () => ({
    version: 'html5',
    entry: 'public/index.html',
    provider: 'cdn',
    csp: CSP,
    sandbox: ['allow-scripts', 'allow-forms'],
  }),
  terraform: () => ({
    version: 'opentofu-1.11',
    entry: 'modules/main',
    provider: 'opentofu-runner',
    resources: { cpu: '1', memory: '1Gi', timeout: '30m' },
  }),
  'low-code': () => ({ version: 'flowdesk-8', entry: 'flows/main.flow.json', provider: 'flowdesk' }),
};

const programs = [
  { version: 'node24', entry: 'dist/main.js' },
  { version: 'node24', entry: 'dist/main.js' },
  { version: 'python3.13', entry: 'app.main:handler' },
  { version: 'java25', entry: 'app.jar' },
] as const;

function program(random: Random): Shape {
  return {
    ...random.pick(programs),
    resources: {
      cpu: `${random.int(1, 8) * 100}m`,
      memory: `${random.int(1, 8) * 128}Mi`,
      timeout: `${random.int(1, 6) * 10}s`,
    },
  };
}

/** A runtime of this type that the platform supports. */
export function generateRuntime(random: Random, type: Runtime['type'], regions: readonly string[]): Runtime {
  return { type, ...shapes[type](random), regions: [...regions] };
}
