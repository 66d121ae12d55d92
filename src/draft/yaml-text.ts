/** Texts as YAML of one line. */

/** A list in one line. */
export function list(values: readonly string[]): string {
  return `[${values.map((value) => scalar(value)).join(", ")}]`;
}

/** A text that YAML reads back as this text, inside a list or map of one line too. */
export function scalar(text: string): string {
  const isPlain = /^[\p{L}\p{N}][\p{L}\p{N} ._/-]*$/u.test(text) && !text.endsWith(" ");
  const isOther =
    /^(?:true|false|yes|no|on|off|null|y|n|[-+]?\d*\.?\d*(?:e[-+]?\d+)?|0x[\da-f]+|0o[0-7]+|[.+-]?(?:inf|nan)|\d{4}-.*)$/i.test(
      text,
    );
  // JSON is YAML; what a terminal would act on was made visible before.
  return isPlain && !isOther ? text : JSON.stringify(text);
}
