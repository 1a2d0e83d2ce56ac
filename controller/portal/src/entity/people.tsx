import { asList } from '../manifest/json-value.ts';
import { parseContact, parsePerson } from '../manifest/parse-people.ts';

/** Names of people, one a line; nothing when there are none. */
export function PersonList({ value }: { value: unknown }) {
  const people = asList(value).flatMap((person) => parsePerson(person) ?? []);
  return (
    <ul>
      {people.map(({ name }) => (
        <li key={name}>
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}

export function ContactList({ value }: { value: unknown }) {
  return (
    <ul>
      {parseContact(value).map(({ label, text, href }) => (
        <li key={label}>{href ? <a href={href}>{text}</a> : <bdi>{text}</bdi>}</li>
      ))}
    </ul>
  );
}
