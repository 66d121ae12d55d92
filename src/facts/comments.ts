/** What people write beside a rule: tickets and days. */

/** Letters, a dash, digits; or a number behind a cross. A number alone may be anything. */
const TICKET =
  /(?:^|[^A-Za-z0-9])(?:[A-Za-z]{2,12}[-_]\d{2,10}|(?:CHG|INC|RFC|REQ|TASK|CR)\d{3,12}|#\d{2,10})(?![A-Za-z0-9])/;
/** `2027-01-31` and `2027/01/31`, `31.01.2027`. Which of `01/02/2027` is the month is not known: it is none. */
const DAY = /(?<![\d.])(?:(\d{4})[-/](\d{2})[-/](\d{2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))(?![\d.])/g;

const ENDING =
  /\b(?:until|till|valid to|expir(?:es|y|ing)|ends?|remove(?: (?:by|after|on))?|delete (?:by|after|on)|through|up to|bis|jusqu'au)\b/i;
/** "review 2027-01-31", "next review by ..."; that it was "reviewed" announces none. */
const REVIEW = /\breview\b/i;
const WORDS = "te?mp|temporar(?:y|ily)|test(?:ing|s)?|trial|provisional|interim|poc|workaround";
/** A name has its words with dashes between; in a comment such a name may be that of another rule. */
const IN_NAME = new RegExp(`(?:^|[^a-z])(?:${WORDS})(?![a-z])`, "i");
const IN_COMMENT = new RegExp(`(?<![\\w-])(?:${WORDS})(?![\\w-])`, "i");

/** Whether the name or the comment of a rule calls it a test or temporary. */
export function isTemporary(name: string, comment: string): boolean {
  return IN_NAME.test(name) || IN_COMMENT.test(comment);
}

/** The day on which a rule is to end by its name or comment: the latest behind a word such as "until"; none: left out. */
export function endIn(text: string): string | undefined {
  const at = ENDING.exec(text)?.index;
  return at === undefined ? undefined : datesIn(text.slice(at)).at(-1);
}

/** The day for which a comment announces a review: the latest behind that word; none: left out. */
export function reviewIn(text: string): string | undefined {
  const at = REVIEW.exec(text)?.index;
  return at === undefined ? undefined : datesIn(text.slice(at)).at(-1);
}

/** Whether a comment names a ticket or a change. A date is none. */
export function namesTicket(comment: string): boolean {
  return TICKET.test(comment);
}

/** The days of a text, as `2027-01-31`, each once, in order; what is no day of the calendar is left out. */
function datesIn(text: string): string[] {
  if (!/\d{4}/.test(text)) return [];
  const found = [...text.matchAll(DAY)].flatMap(([, year, month, day, day2, month2, year2]) => {
    const date = `${year ?? year2}-${(month ?? month2 ?? "").padStart(2, "0")}-${(day ?? day2 ?? "").padStart(2, "0")}`;
    const isDay = new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) === date;
    return isDay ? [date] : [];
  });
  return [...new Set(found)].toSorted();
}
