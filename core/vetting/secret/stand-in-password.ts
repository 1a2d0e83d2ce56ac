const standIn =
  /^(?:pass(?:word|wd|wort)?|pwd|pw|secret|user(?:name)?|p|pass123|password123?|postgres|guest|token|credentials?)[!?.]*$/i;

/** Whether a password is the word that manuals put where one belongs. */
export function isStandInPassword(password: string): boolean {
  return standIn.test(password);
}
