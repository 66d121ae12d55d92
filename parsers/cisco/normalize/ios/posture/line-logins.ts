/** Lines of an IOS device that let in whoever knows their password, or anybody. */
import type { Account, StoredPassword } from "../../../../../src/model/posture.js";
import type { CiscoLine } from "../../../tree.js";
import type { FoundLine, Lines } from "../../posture-lines.js";
import { storageOf } from "../../posture-parts.js";

const PASSWORD = /^password(?: (\d))? \S+$/;
const NO_WAY_IN = /^(?:transport input none|no exec)$/;

/** What a line asks for who logs in, where that is no name: its password, that of `enable`, nothing at all, or nothing while no server answers. */
type Asked = "password" | "enable" | "nothing" | "servers";

/**
 * With `login` a line asks for its password alone, with `no login` for nothing; lines of `vty` have `login` by default, others do not.
 * Under `aaa new-model` their list of methods says, the one called `default` where none is named (reference/cisco.md 4.1; Cisco IOS
 * security guide: login authentication). Without the password that is asked for a `vty` lets in nobody.
 */
export function namelessAccounts(lines: Lines, limited: boolean): Account[] {
  return lines.all(/^line (con|aux|vty|tty)?\b/).flatMap(({ line, match: [, kind] }) => {
    const asked = askedBy(line, kind, lines);
    if (asked === undefined || line.children.some(({ text }) => NO_WAY_IN.test(text))) return [];
    const password = storageAsked(asked, line, lines);
    if (password === undefined) return [];
    return [
      {
        name: NAMES[asked](line.text),
        profile: undefined,
        remote: false,
        wildcard: false,
        nameless: true as const,
        secondFactor: "none",
        limited: kind === "con" || limited,
        password,
        at: lines.context.at(line),
      },
    ];
  });
}

const NAMES: Readonly<Record<Asked, (line: string) => string>> = {
  password: (line) => `whoever knows the password of ${line}`,
  enable: (line) => `whoever knows the enable password, by ${line}`,
  nothing: (line) => `whoever reaches ${line}`,
  servers: (line) => `whoever reaches ${line} while no server answers`,
};

/** How the password that is asked for is stored; undefined: there is none. */
function storageAsked(asked: Asked, line: CiscoLine, lines: Lines): Account["password"] | undefined {
  if (asked === "nothing" || asked === "servers") return "none";
  // Where both stand, the secret counts.
  const ofEnable = () => lines.last(/^enable secret (\d+) \S+$/) ?? lines.last(/^enable password(?: (\d))? \S+$/);
  const written = asked === "enable" ? ofEnable() : passwordOf(line);
  return written && storageOf(written.match[1]);
}

/** Undefined: a name, or that is not told. */
function askedBy(line: CiscoLine, kind: string | undefined, lines: Lines): Asked | undefined {
  const last = line.children.findLast(({ text }) => /^(?:no )?login\b/.test(text))?.text;
  if (lines.last(/^aaa new-model$/) === undefined) {
    // By itself the console asks for nothing, and who stands before it is no matter of the network.
    if (last === undefined) return kind === "vty" ? "password" : undefined;
    return last === "login" ? "password" : last === "no login" && kind !== "con" ? "nothing" : undefined;
  }
  const list = /^login authentication (\S+)$/.exec(last ?? "")?.[1] ?? "default";
  const methods = lines.all(/^aaa authentication login (\S+) (.+)$/).findLast(({ match }) => match[1] === list)
    ?.match[2];
  if (methods === "line") return "password";
  if (methods === "enable") return "enable";
  if (methods === "none") return "nothing";
  // A method is asked where those before it do not answer; one that refuses ends it.
  return methods !== undefined && SERVERS_THEN_NONE.test(methods) ? "servers" : undefined;
}

const SERVERS_THEN_NONE = /^(?:group \S+ )+none$/;

function passwordOf(line: CiscoLine): FoundLine | undefined {
  const last = line.children.findLast(({ text }) => PASSWORD.test(text));
  const match = last && PASSWORD.exec(last.text);
  return last === undefined || !match ? undefined : { line: last, match };
}

/** Those of lines, and `enable password`: it stands beside `enable secret`, which counts, for whoever reads the file. */
export function storedPasswords(lines: Lines): StoredPassword[] {
  const enable = lines.all(/^enable password(?: level \d+)?(?: (\d))? \S+$/).map(({ line, match }) => ({
    of: "the enable password",
    password: storageOf(match[1]),
    at: lines.context.wordAt(line, 1),
  }));
  const ofLines = lines.all(/^line \S/).flatMap(({ line }) => {
    const found = passwordOf(line);
    if (found === undefined) return [];
    const password = storageOf(found.match[1]);
    return [{ of: `the password of ${line.text}`, password, at: lines.context.wordAt(found.line, 0) }];
  });
  return [...enable, ...ofLines];
}
