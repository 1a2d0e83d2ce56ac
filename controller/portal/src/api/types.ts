// The bodies of /api/v1 as the controller sends them. Written by hand until they are generated from the OpenAPI document.

export type RiskTier = 'low' | 'medium' | 'high';

export interface EntitySummary {
  kind: string;
  id: string;
  name?: string;
  summary?: string;
  version?: string;
  owner?: string;
  ownerName?: string;
  domain?: string;
  tags: string[];
  stage?: string;
  runtime?: string;
  risk?: RiskTier;
  compliance: string[];
  scopes: string[];
  icon?: string;
  path: string;
  state: 'ready' | 'stalled';
  updatedAt: string;
  /** Of what comes from another catalog. */
  origin?: Origin;
}

export interface Origin {
  source: string;
  namespace: string;
  installable: boolean;
}

export interface EntityPage {
  items: EntitySummary[];
  total: number;
  nextCursor?: string;
  revision: string;
}

export interface FacetValue {
  value: string;
  label: string;
  count: number;
}

export interface Facet {
  name: string;
  title: string;
  values: FacetValue[];
}

export interface FacetsBody {
  facets: Facet[];
  total: number;
  revision: string;
}

export interface RiskReason {
  rule: string;
  path: string;
  text: string;
}

/** Another entity that this one names, or that names this one. `exists` is only sent for outgoing references. */
export interface Reference {
  relation: string;
  kind: string;
  id: string;
  name?: string;
  exists?: boolean;
}

export interface Finding {
  rule: string;
  level: 'error' | 'deny' | 'warn' | 'notice';
  message: string;
  help: string;
  docs: string;
  location: { path: string; line: number; column: number };
  /** Id of the waiver that silences it. */
  waivedBy?: string;
}

export interface Attachment {
  path: string;
  /** Bytes. */
  size?: number;
}

/** The manifest is sent as written: a stalled entity's may have any shape. */
export interface EntityDetail extends EntitySummary {
  manifest: Record<string, unknown>;
  riskReasons: RiskReason[];
  source: { path: string; commit?: string };
  references: Reference[];
  referencedBy: Reference[];
  findings: Finding[];
  attachments: Attachment[];
}

export interface RegistryStatus {
  marketplace: { name: string; description?: string };
  commit?: string;
  branch?: string;
  source: 'git' | 'worktree' | 'folder';
  state: 'synced' | 'syncing' | 'failed';
  syncedAt?: string;
  error?: string;
  /** Files of the catalog that name no entity. */
  unreadable?: { path: string; rule: string; message: string }[];
  entities: { total: number; byKind: Record<string, number>; stalled: number };
}

/** RFC 9457 problem document. */
export interface ProblemDocument {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  instance?: string;
  /** The parts of the request that are wrong. */
  errors?: { at: string; message: string }[];
}
