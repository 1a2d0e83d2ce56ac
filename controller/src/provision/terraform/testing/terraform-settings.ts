import type { TerraformSettings } from '../terraform-settings.ts';

export function terraformSettings(parts: Partial<TerraformSettings> = {}): TerraformSettings {
  return {
    command: 'tofu',
    backend: {
      type: 's3',
      config: { bucket: 'states', key: 'souk/{environment}/{team}/{installation}.tfstate' },
    },
    timeoutMs: 600_000,
    ...parts,
  };
}
