import type { Entry } from '../manifest/manifest.ts';

export type Stage = NonNullable<Entry['lifecycle']>['stage'];

/** The stages that may follow each stage. */
export const legalNextStages: Readonly<Record<Stage, readonly Stage[]>> = {
  proposed: ['vetted'],
  vetted: ['published', 'proposed'],
  published: ['maintenance-required', 'deprecated'],
  'maintenance-required': ['published', 'deprecated'],
  deprecated: ['retired', 'published'],
  retired: [],
};

/** Every stage, in the order of a life. */
export const stages: readonly Stage[] = [
  'proposed',
  'vetted',
  'published',
  'maintenance-required',
  'deprecated',
  'retired',
];
