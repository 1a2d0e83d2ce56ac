import type { Instance } from '@souk/model/installation/instance.ts';
import { anInstance } from '../../testing/an-instance.ts';

/** An instance whose module lies beside its manifest; parts as the test wants them. */
export function aModuleInstance(parts: Partial<Instance> = {}): Instance {
  const { artifact: _, ...instance } = anInstance({ runtime: { type: 'terraform', entry: 'main.tf' } });
  return { ...instance, ...parts };
}
