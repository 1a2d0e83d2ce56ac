import { describe, expect, it } from 'vitest';
import { renderManifestPart } from './render-manifest-part.ts';

const app = {
  kind: 'App',
  id: 'board',
  license: 'Apache-2.0',
  lifecycle: { stage: 'vetted' },
  egress: Array.from({ length: 12 }, (_, i) => ({ host: `h${i}.example.com`, purpose: 'Read.' })),
};

const parts: readonly { name: string; pointers: string[]; yaml: string }[] = [
  { name: 'a field', pointers: ['/license'], yaml: 'license: Apache-2.0\n' },
  { name: 'a field within another', pointers: ['/lifecycle/stage'], yaml: 'lifecycle:\n  stage: vetted\n' },
  { name: 'a field that is not there', pointers: ['/summary'], yaml: '# no summary\n' },
  {
    name: 'a field that is not there, and what is around it',
    pointers: ['/lifecycle/deprecation/sunset'],
    yaml: 'lifecycle:\n  stage: vetted\n# no lifecycle.deprecation\n',
  },
  {
    name: 'only the item of a long list',
    pointers: ['/egress/7/host'],
    yaml: 'egress:\n  - host: h7.example.com\n    purpose: Read.\n',
  },
  {
    name: 'several',
    pointers: ['/license', '/lifecycle'],
    yaml: 'license: Apache-2.0\nlifecycle:\n  stage: vetted\n',
  },
  { name: 'the manifest as a whole', pointers: [''], yaml: 'kind: App\nid: board\n' },
  { name: 'nothing in particular', pointers: [], yaml: 'kind: App\nid: board\n' },
];

describe('when a part of a manifest is shown', () => {
  it.each(parts)('shows $name', ({ pointers, yaml }) => {
    expect(renderManifestPart(app, pointers)).toBe(yaml);
  });

  it('shows what is no manifest too', () => {
    expect(renderManifestPart(null, ['/license'])).toBe('# no license\n');
    expect(renderManifestPart(null, [''])).toBe('{}\n');
  });
});
