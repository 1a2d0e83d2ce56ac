import { useState } from 'react';
import { useMediaQuery } from '../parts/use-media-query.ts';

export type Theme = 'light' | 'dark';

/** Key shared with public/theme.js, which applies the remembered theme before the first paint. */
const storageKey = 'souk.theme';

/** The theme in force and a way to turn it over. The system decides until a person does. */
export function useTheme(): { theme: Theme; toggle: () => void } {
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)');
  const [chosen, setChosen] = useState(readChosen);
  const theme = chosen ?? (systemIsDark ? 'dark' : 'light');

  function toggle() {
    const next: Theme = theme === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = next;
    storeChosen(next);
    setChosen(next);
  }

  return { theme, toggle };
}

function readChosen(): Theme | undefined {
  const value = document.documentElement.dataset['theme'];
  return value === 'light' || value === 'dark' ? value : undefined;
}

function storeChosen(theme: Theme): void {
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // Storage can be blocked; the choice then lasts as long as the page.
  }
}
