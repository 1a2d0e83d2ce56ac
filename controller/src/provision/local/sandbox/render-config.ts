import type { WorkerModule } from '../modules/load-modules.ts';

/** The entry and all it imports, with the names of the files that hold them. */
export interface PlacedModule extends Pick<WorkerModule, 'path' | 'type'> {
  readonly file: string;
}

export interface ConfigParts {
  /** The entry first. */
  readonly modules: readonly PlacedModule[];
  /** What the code sees of each secret: a stand-in, or the file that holds the value. */
  readonly secrets: readonly { readonly name: string; readonly standIn?: string; readonly file?: string }[];
  /** Paths as the process sees them. */
  readonly paths: Readonly<Record<'egress' | 'meter' | 'http' | 'control' | 'state', string>>;
}

/** Names of the files beside the configuration. */
export const configFiles = { config: 'config.json', host: 'host-worker.js' } as const;

/** What the runtime is at; features that come later are not switched on by its date alone. */
const COMPATIBILITY = '2026-07-01';

/**
 * The configuration of the runtime: the code in a service of its own that reaches nothing but our proxy, and beside it
 * our own worker, which keeps its state and passes on what it used.
 */
export function renderConfig({ modules, secrets, paths }: ConfigParts): string {
  const bindings = [
    `(name = "CONFIG", json = embed ${quote(configFiles.config)})`,
    '(name = "STATE", service = (name = "host", entrypoint = "State"))',
    '(name = "USAGE", service = (name = "host", entrypoint = "Usage"))',
    ...secrets.map(({ name, standIn, file }) =>
      file === undefined
        ? `(name = ${quote(name)}, text = ${quote(standIn ?? '')})`
        : `(name = ${quote(name)}, text = embed ${quote(file)})`,
    ),
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
    (name = "egress", external = (address = ${quote(`unix:${paths.egress}`)}, http = (style = host, forwardedProtoHeader = "x-souk-proto"))),
    (name = "meter", external = (address = ${quote(`unix:${paths.meter}`)}, http = (style = host))),
    (name = "nothing", network = (allow = [])),
    (name = "disk", disk = (path = ${quote(paths.state)}, writable = true)),
  ],
  sockets = [
    (name = "http", address = ${quote(`unix:${paths.http}`)}, http = (style = host), service = "app"),
    (name = "control", address = ${quote(`unix:${paths.control}`)}, http = (style = host), service = "host"),
  ],
);
`;
}

function quote(text: string): string {
  if (!/^[\w@./:+-]*$/.test(text))
    throw new TypeError(`No name for the configuration of a worker: ${JSON.stringify(text)}`);
  return `"${text}"`;
}
