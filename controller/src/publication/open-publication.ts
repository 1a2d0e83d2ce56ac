import type { OciConfig } from '../config/config.ts';
import { openRepository } from './oci/oci-repository.ts';
import { openRegistrySession } from './oci/registry-session.ts';
import type { PublicationPorts } from './publication-service.ts';

/** The registry of the configuration, for the publication service. */
export function openPublication({
  repository: base,
  username,
  password,
}: OciConfig): Pick<PublicationPorts, 'base' | 'openRepository'> {
  const host = base.slice(0, base.indexOf('/'));
  return {
    base,
    openRepository: (path, ended) =>
      openRepository(path, openRegistrySession({ host, username, password }, path, ended)),
  };
}
