import { type Load, type LoadFigures, sendLoad } from './send-load.ts';

/** What the bench says to the process that sends. */
export type ToLoad =
  | { readonly type: 'send'; readonly load: Load }
  | { readonly type: 'tokens'; readonly tokens: Load['tokens'] };

/** What it hears from it. */
export type FromLoad =
  | { readonly type: 'progress'; readonly events: number }
  | { readonly type: 'done'; readonly figures: LoadFigures }
  | { readonly type: 'failed'; readonly message: string };

const TELL_MS = 50;

/** A process of its own, so that what sends does not take the time of what measures. */
let tokens: Record<string, string> = {};

process.on('message', (message: ToLoad) => {
  if (message.type === 'tokens') Object.assign(tokens, message.tokens);
  else void run(message.load);
});

async function run(load: Load): Promise<void> {
  tokens = { ...load.tokens };
  let told = 0;
  try {
    const figures = await sendLoad({ ...load, tokens }, (events) => {
      const now = performance.now();
      if (now - told < TELL_MS) return;
      told = now;
      tell({ type: 'progress', events });
    });
    tell({ type: 'done', figures });
  } catch (error) {
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

function tell(message: FromLoad): void {
  process.send?.(message);
}
