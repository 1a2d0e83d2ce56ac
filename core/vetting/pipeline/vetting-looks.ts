import type { VettingTaskInput } from './vetting-task.ts';

const nothing = { findings: [], evidence: {} };

/** The looks at an entry by name. What one of them needs is loaded when it is first asked for. */
export const vettingLooks = {
  /** Loads what each entry needs, while the entries are still being read. */
  prepare: async () => {
    await Promise.all([
      import('./vet-components.ts'),
      import('../secret/vet-secrets.ts'),
      import('../signature/vet-signatures.ts'),
    ]);
  },
  advisories: async (input: VettingTaskInput) => {
    const { consultAdvisories } = await import('./consult-advisories.ts');
    return consultAdvisories(input);
  },
  components: async (input: VettingTaskInput) => {
    const { vetComponents } = await import('./vet-components.ts');
    return vetComponents(input);
  },
  secrets: async ({ vetted, settings, manifest }: VettingTaskInput) => {
    const { vetSecrets } = await import('../secret/vet-secrets.ts');
    return vetSecrets(vetted, settings.secret, manifest);
  },
  signatures: async ({ vetted, settings, trustRoot, tier, now }: VettingTaskInput) => {
    const { vetSignatures } = await import('../signature/vet-signatures.ts');
    return vetSignatures(vetted, settings.signature, { trustRoot, tier, now });
  },
  artifacts: async ({ vetted, settings }: VettingTaskInput) => {
    if (vetted.files.size === 0) return nothing;
    const { vetArtifacts } = await import('../artifact/vet-artifacts.ts');
    return vetArtifacts(vetted, settings.artifact);
  },
  contracts: async ({ vetted, settings }: VettingTaskInput) => {
    if (vetted.files.size === 0 && vetted.filesBefore.size === 0) return nothing;
    const { vetContracts } = await import('../contract/vet-contracts.ts');
    return vetContracts(vetted, settings.contract);
  },
} as const;

export type VettingLook = Exclude<keyof typeof vettingLooks, 'prepare' | 'advisories'>;
