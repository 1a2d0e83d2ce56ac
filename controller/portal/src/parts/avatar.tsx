import { useState } from 'react';
import './avatar.css';
import { asWebAddress } from '../manifest/json-value.ts';
import { initialsOf, toneOf } from './initials.ts';

interface AvatarProps {
  id: string;
  name: string;
  icon?: string | undefined;
  large?: boolean;
}

/** The entity's icon, or its initials on a tone that is always the same for one id. Decorative: the name stands beside. */
export function Avatar({ id, name, icon, large = false }: AvatarProps) {
  const [broken, setBroken] = useState(false);
  const address = asWebAddress(icon);
  const className = `avatar tone-${toneOf(id)}${large ? ' avatar--large' : ''}`;
  return (
    <span className={className} aria-hidden="true">
      {address && !broken ? (
        <img
          src={address}
          alt=""
          loading="lazy"
          referrerPolicy="no-referrer"
          onError={() => setBroken(true)}
        />
      ) : (
        initialsOf(name)
      )}
    </span>
  );
}
