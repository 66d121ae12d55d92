/** Tables that are asked for words of a file. */

/** What a table says of a word: nothing of what every JavaScript object has, such as `constructor`. */
export function ownValue<T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}
