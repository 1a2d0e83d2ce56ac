import type { Impact } from '@souk/model/impact/impact.ts';
import { renderImpactMarkdown } from './render-impact-markdown.ts';
import { type ImpactTextOptions, renderImpactText } from './render-impact-text.ts';

export const impactFormats = ['text', 'json', 'markdown'] as const;
export type ImpactFormat = (typeof impactFormats)[number];

export function renderImpact(format: ImpactFormat, impact: Impact, options: ImpactTextOptions): string {
  switch (format) {
    case 'text':
      return renderImpactText(impact, options);
    case 'json':
      return `${JSON.stringify(impact, null, 2)}\n`;
    case 'markdown':
      return renderImpactMarkdown(impact);
  }
}
