import type { App } from '@souk/model/manifest/manifest.ts';
import { agedFlaws, draftFlaws, type Flaw, type Flaws, refusedFlaws } from './flaws.ts';
import type { Random } from './random.ts';

/** Shares of apps with something that the policies find. */
const DRAFTS = 0.4;
const AGED = 0.08;
const REFUSED = 0.004;
/** Of the spoiled apps, those with a second flaw. */
const TWICE = 0.2;

/** The app with what the policies would find in it, were it a real one: most often nothing. */
export function spoilApp(random: Random, app: App): App {
  switch (app.lifecycle?.stage) {
    case undefined:
    case 'proposed':
      return random.chance(DRAFTS) ? spoil(random, app, draftFlaws) : app;
    case 'vetted':
    case 'published':
    case 'maintenance-required':
      if (random.chance(REFUSED)) return spoil(random, app, refusedFlaws);
      return random.chance(AGED) ? spoil(random, app, agedFlaws) : app;
    // What ends or has ended is left alone.
    case 'deprecated':
    case 'retired':
      return app;
  }
}

function spoil(random: Random, app: App, flaws: Flaws): App {
  const spoiled = spoilOnce(random, app, Object.values(flaws));
  if (!random.chance(TWICE)) return spoiled.app;
  return spoilOnce(
    random,
    spoiled.app,
    Object.values(flaws).filter((flaw) => flaw !== spoiled.by),
  ).app;
}

/** Each app has a place for most flaws, so that one is found soon. */
function spoilOnce(random: Random, app: App, flaws: readonly Flaw[]): { app: App; by: Flaw } {
  for (;;) {
    const by = random.pick(flaws);
    const spoiled = by(app);
    if (spoiled !== undefined) return { app: spoiled, by };
  }
}
