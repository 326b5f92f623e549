/** Rows as CSV (RFC 4180): fields with a comma, a quote or a line's end are quoted; lines end with CRLF. */
export function csv(rows: readonly (readonly (string | number | boolean | null)[])[]): string {
  return rows.map((row) => row.map(field).join(',') + '\r\n').join('');
}

function field(value: string | number | boolean | null): string {
  let text = value == null ? '' : String(value);
  // A file's name is other people's text: a spreadsheet must not take it for a formula.
  if (typeof value === 'string' && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
