/** Annotations of GitHub Actions: no text of an input can begin a command or a property of its own. */
import { describe, expect, it } from "vitest";
import { renderGithub } from "../../src/report/github.js";
import { expectGolden } from "./golden.js";
import { hostileResult } from "./hostile.js";
import { finding, plantResult } from "./plant-result.js";

/** As the runner reads them (actions/runner, ActionCommand). */
const COMMAND = /^::(error|warning|notice) ((?:[a-zA-Z]+=[^,:\r\n]*,?)+)::(.*)$/;

describe("renderGithub", () => {
  it("matches the golden file", () => expectGolden("plant.github.txt", renderGithub(plantResult())));

  it.each([
    ["the plant", plantResult()],
    ["hostile text in every field", hostileResult()],
  ])("is one command a line, then the summary: %s", (_, result) => {
    const lines = renderGithub(result).trimEnd().split("\n");
    expect(lines).toHaveLength(1 + 3 + 1);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(COMMAND);
    expect(lines.at(-1)).toMatch(/^zoneproof: /);
  });

  it("escapes what would end a property or a command", () => {
    const text = renderGithub(
      plantResult({ findings: [finding({ check: "a,line=1::b", message: "100%\n::error::pwned" })], diagnostics: [] }),
    );
    expect(text).toContain("title=a%2Cline=1%3A%3Ab (high)::100%25%0A::error::pwned%0A");
    expect(text.split("\n").filter((line) => line.startsWith("::"))).toHaveLength(1);
  });

  it.each([
    ["CR", "a\rb", "a%0Ab", "a b"],
    ["CR LF", "a\r\nb", "a%0Ab", "a b"],
    ["LF", "a\nb", "a%0Ab", "a b"],
    ["an escape that was there", "a%0Ab", "a%250Ab", "a%250Ab"],
    ["a comma and a colon", "a,b:c", "a,b:c", "a%2Cb%3Ac"],
  ])("writes %s as the runner reads it back: in a text and in a property", (_, given, asText, asProperty) => {
    const at = { file: given, line: 1, column: 1, end_line: 1, end_column: 2 };
    const text = renderGithub(
      plantResult({ findings: [finding({ message: given, locations: [at] })], diagnostics: [] }),
    );
    const [command, ...rest] = text.trimEnd().split("\n");
    expect(command).toContain(`::error file=${asProperty},line=1,`);
    expect(command).toContain(`::${asText}%0A`);
    expect(rest.at(-1)).toMatch(/^zoneproof: /);
    expect(text).not.toContain("\r");
  });
});
