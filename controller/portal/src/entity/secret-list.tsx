import '../parts/badge.css';
import type { SecretNeed } from '../manifest/parse-access.ts';
import { formatLabel } from '../parts/format-label.ts';
import { PanelPart } from './page-section.tsx';

export function SecretList({ secrets }: { secrets: SecretNeed[] }) {
  return (
    <PanelPart title="To be provided when it is installed">
      <ul className="rows">
        {secrets.map(({ name, provision, description, optional }) => (
          <li key={name}>
            <code className="rows__name">{name}</code>
            {optional ? <span className="badge badge--outline">Optional</span> : null}
            <span className="rows__text">
              <bdi>{description}</bdi>
            </span>
            {provision ? <span className="rows__end faint">{formatLabel(provision)}</span> : null}
          </li>
        ))}
      </ul>
    </PanelPart>
  );
}
