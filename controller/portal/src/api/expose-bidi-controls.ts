const bidiControls = /[\u202A-\u202E\u2066-\u2069]/g;

/**
 * Replaces the invisible characters that reverse or isolate text by their visible names. Manifests come from many
 * hands, and such a character can make a name, a host or a scope read as another one.
 */
export function exposeBidiControls(text: string): string {
  return text.replace(bidiControls, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `[U+${code}]`;
  });
}
