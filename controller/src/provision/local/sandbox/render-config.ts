import type { WorkerModule } from '../modules/load-modules.ts';

/** The entry and all it imports, with the names of the files that hold them. */
export interface PlacedModule extends Pick<WorkerModule, 'path' | 'type'> {
  readonly file: string;
}

/** What the code sees of a secret: a stand-in, or the value, which lies in a file or in a variable of the environment. */
export interface PlacedSecret {
  readonly name: string;
  readonly standIn?: string;
  readonly file?: string;
  readonly variable?: string;
}

export interface ConfigParts {
  /** The entry first. */
  readonly modules: readonly PlacedModule[];
  readonly secrets: readonly PlacedSecret[];
  /** Paths as the process sees them. */
  readonly paths: Readonly<Record<'egress' | 'meter' | 'http' | 'control' | 'state', string>>;
  /** What the code may hold, so that what is no longer used is collected before it is too much. */
  readonly heapMiB?: number;
}

/** Names of the files beside the configuration. */
export const configFiles = { config: 'config.json', host: 'host-worker.js' } as const;

/** What the runtime is at; features that come later are not switched on by its date alone. */
const COMPATIBILITY = '2026-07-01';

/**
 * The configuration of the runtime: the code in a service of its own that reaches nothing but our proxy, and beside it
 * our own worker, which keeps its state and passes on what it used.
 */
export function renderConfig({ modules, secrets, paths, heapMiB }: ConfigParts): string {
  const bindings = [
    `(name = "CONFIG", json = embed ${quote(configFiles.config)})`,
    '(name = "STATE", service = (name = "host", entrypoint = "State"))',
    '(name = "USAGE", service = (name = "host", entrypoint = "Usage"))',
    ...secrets.map((secret) => `(name = ${quote(secret.name)}, ${boundTo(secret)})`),
  ];
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "app", worker = (
      compatibilityDate = "${COMPATIBILITY}",
      modules = [${modules.map(({ path, type, file }) => `(name = ${quote(path)}, ${type} = embed ${quote(file)})`).join(', ')}],
      bindings = [${bindings.join(', ')}],
      globalOutbound = "egress",
    )),
    (name = "host", worker = (
      compatibilityDate = "${COMPATIBILITY}",
      compatibilityFlags = ["service_binding_extra_handlers"],
      modules = [(name = "host-worker.js", esModule = embed ${quote(configFiles.host)})],
      bindings = [
        (name = "APP", service = "app"),
        (name = "METER", service = "meter"),
        (name = "STORE", durableObjectNamespace = "Store"),
      ],
      durableObjectNamespaces = [(className = "Store", uniqueKey = "souk-state", enableSql = true)],
      durableObjectStorage = (localDisk = "disk"),
      globalOutbound = "nothing",
    )),
    (name = "egress", external = (address = ${quotePath(`unix:${paths.egress}`)}, http = (style = host, forwardedProtoHeader = "x-souk-proto"))),
    (name = "meter", external = (address = ${quotePath(`unix:${paths.meter}`)}, http = (style = host))),
    (name = "nothing", network = (allow = [])),
    (name = "disk", disk = (path = ${quotePath(paths.state)}, writable = true)),
  ],
  v8Flags = [${heapMiB === undefined ? '' : `"--max-old-space-size=${Math.ceil(heapMiB)}", "--max-semi-space-size=4"`}],
  sockets = [
    (name = "http", address = ${quotePath(`unix:${paths.http}`)}, http = (style = host), service = "app"),
    (name = "control", address = ${quotePath(`unix:${paths.control}`)}, http = (style = host), service = "host"),
  ],
);
`;
}

function boundTo({ standIn = '', file, variable }: PlacedSecret): string {
  if (variable !== undefined) return `fromEnvironment = ${quote(variable)}`;
  return file === undefined ? `text = ${quote(standIn)}` : `text = embed ${quote(file)}`;
}

/** What may come from a manifest can't end the text it stands in, whatever it is. */
function quote(text: string): string {
  if (!/^[\w@./:+-]*$/.test(text))
    throw new TypeError(`No name for the configuration of a worker: ${JSON.stringify(text)}`);
  return `"${text}"`;
}

/** A path of this machine, which may hold spaces and letters of any language. */
function quotePath(text: string): string {
  if (/["\\]|\p{C}/u.test(text))
    throw new TypeError(
      `A path must hold no quotes, backslashes or invisible characters: ${JSON.stringify(text)}`,
    );
  return `"${text}"`;
}
