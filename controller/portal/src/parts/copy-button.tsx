import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import './button.css';

type CopyState = 'idle' | 'copied' | 'refused';
const words: Record<CopyState, string> = { idle: 'Copy', copied: 'Copied', refused: 'Not allowed' };

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [state, setState] = useState<CopyState>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('refused');
    }
  }

  return (
    <button type="button" className="button" onClick={copy} aria-label={state === 'idle' ? label : undefined}>
      {state === 'copied' ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      <span aria-live="polite">{words[state]}</span>
    </button>
  );
}
