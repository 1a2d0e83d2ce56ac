import './avatar.css';
import { initialsOf, toneOf } from './initials.ts';

interface AvatarProps {
  id: string;
  name: string;
  large?: boolean;
}

/**
 * The initials of an entity on a tone that is always the same for one id. Decorative: the name stands beside.
 * The picture that a manifest may name is not shown: loading it would tell another host who looks at what.
 */
export function Avatar({ id, name, large = false }: AvatarProps) {
  return (
    <span className={`avatar tone-${toneOf(id)}${large ? ' avatar--large' : ''}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
