import type { SbomSettings } from './sbom-settings.ts';

/** What holds where no policy says otherwise. A document that `npm sbom` writes passes. */
export const defaultSbomSettings: SbomSettings = {
  maxBytes: 10_485_760,
  maxDepth: 64,
  maxComponents: 20_000,
  violationsShown: 5,
  demandedElements: ['name', 'version', 'identifier', 'dependencies', 'author', 'timestamp'],
  coverage: 0.9,
  minimumScore: 60,
  maxAgeDays: 365,
};
