import { canonicalJson } from '@souk/model/audit/canonical-json.ts';
import { anInstance } from './an-instance.ts';
import { describeDriver } from './driver-contract.ts';
import { PaperWorld } from './paper-world.ts';

describeDriver('paper', {
  openWorld: async () => {
    const world = new PaperWorld();
    return {
      open: async (crash) => world.open(crash),
      inspect: async (id) => {
        const note = world.notes.get(id);
        return note && canonicalJson(note);
      },
      disturb: async (id) => {
        world.notes.set(id, anInstance({ id, team: 'somebody-else' }));
      },
      settle: async () => {},
      close: async () => {},
    };
  },
  instance: anInstance,
  upgraded: (instance) => ({ ...instance, entry: { ...instance.entry, version: '1.3.0' } }),
});
