/** The examples of a check: real configurations in which it fires, and others in which it must not. */
import { parse } from "yaml";
import { z } from "zod";

const example = z.strictObject({
  /** What makes it one, in a sentence without a full stop. */
  why: z.string().min(1),
  /** Text of a zones.yaml; left out: checked without a map. */
  zones: z.string().optional(),
  /** Configuration texts by file name. */
  configs: z.record(z.string(), z.string()),
});

const examples = z.strictObject({ violated: z.array(example).min(1), clean: z.array(example).min(1) });

export type Example = z.infer<typeof example>;

/**
 * Reads the text of an `examples.yaml`: `violated:` and `clean:`, at least one of each.
 * @throws Error naming what is missing or unknown in it.
 */
export function readExamples(text: string): { violated: Example[]; clean: Example[] } {
  return examples.parse(parse(text));
}
