/** What people write beside a rule: tickets and days. */

/** Letters, a dash, digits; or a number behind a cross. A number alone may be anything. */
const TICKET =
  /(?:^|[^A-Za-z0-9])(?:[A-Za-z]{2,12}[-_]\d{2,10}|(?:CHG|INC|RFC|REQ|TASK|CR)\d{3,12}|#\d{2,10})(?![A-Za-z0-9])/;
/** `2027-01-31` and `2027/01/31`, `31.01.2027`. Which of `01/02/2027` is the month is not known: it is none. */
const DAY = /(?<![\d.])(?:(\d{4})[-/](\d{2})[-/](\d{2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))(?![\d.])/g;

/** Whether a comment names a ticket or a change. A date is none. */
export function namesTicket(comment: string): boolean {
  return TICKET.test(comment);
}

/** The days of a text, as `2027-01-31`, each once, in order; what is no day of the calendar is left out. */
export function datesIn(text: string): string[] {
  if (!/\d{4}/.test(text)) return [];
  const found = [...text.matchAll(DAY)].flatMap(([, year, month, day, day2, month2, year2]) => {
    const date = `${year ?? year2}-${(month ?? month2 ?? "").padStart(2, "0")}-${(day ?? day2 ?? "").padStart(2, "0")}`;
    const isDay = new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) === date;
    return isDay ? [date] : [];
  });
  return [...new Set(found)].toSorted();
}
