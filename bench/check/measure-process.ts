import { spawn } from 'node:child_process';

export interface ProcessSample {
  readonly wallMs: number;
  /** Peak resident memory. */
  readonly rssMb: number;
  readonly exitCode: number;
  readonly output: string;
}

/** Makes a Node process report its peak memory as it exits, through a pipe of its own. */
const REPORTER = `data:text/javascript,${encodeURIComponent(
  "import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,String(process.resourceUsage().maxRSS)));",
)}`;

/** Runs a Node program once, from start to exit. */
export function measureProcess(node: string, args: readonly string[]): Promise<ProcessSample> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(node, ['--import', REPORTER, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    const text = { output: '', peak: '' };
    child.stdout?.on('data', (chunk: Buffer) => (text.output += chunk));
    child.stderr?.on('data', (chunk: Buffer) => (text.output += chunk));
    child.stdio[3]?.on('data', (chunk: Buffer) => (text.peak += chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        wallMs: performance.now() - started,
        rssMb: Number(text.peak) / 1024,
        exitCode: code ?? -1,
        output: text.output,
      }),
    );
  });
}
