const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** `November 2026`. */
export function monthWords(period: string): string {
  const [year = '', month = ''] = period.split('-');
  return `${months[Number(month) - 1] ?? month} ${year}`;
}
