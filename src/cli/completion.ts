/** `zoneproof completion`: scripts that let a shell complete commands, options and their choices. */
import { Argument, Command, type Option } from "commander";
import { PROFILES } from "../judge/profile.js";
import { writeText } from "./streams.js";

interface Known {
  /** The words that ask for it: `zones import`. */
  readonly words: string;
  readonly description: string;
  readonly options: readonly KnownOption[];
  /** Commands below it. */
  readonly below: readonly string[];
  /** Of its argument. */
  readonly choices: readonly string[];
}

interface KnownOption {
  /** The long one first. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly choices: readonly string[];
  readonly hasValue: boolean;
}

/** Values of options whose help tells more of each than its name. */
const VALUES: Readonly<Record<string, readonly string[]>> = { "--profile": PROFILES.map(({ id }) => id) };

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
type Shell = keyof typeof SCRIPTS;

/** The command. @param load all commands, which know their options themselves. */
export function completionCommand(load: () => Promise<readonly Command[]>): Command {
  return new Command("completion")
    .description("print a script that lets a shell complete commands and options")
    .addArgument(new Argument("<shell>", "for which shell").choices(Object.keys(SCRIPTS)))
    .action(async (shell: Shell) => writeText(SCRIPTS[shell]((await load()).flatMap((command) => knownOf(command)))));
}

/** The command, then those below it. */
function knownOf(command: Command, above = ""): Known[] {
  const words = `${above}${command.name()}`;
  const known = {
    words,
    description: command.description(),
    options: [...command.options.map(knownOption), HELP],
    below: command.commands.map((one) => one.name()),
    choices: command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
  };
  return [known, ...command.commands.flatMap((one) => knownOf(one, `${words} `))];
}

const HELP: KnownOption = { flags: ["--help", "-h"], description: "display help", choices: [], hasValue: false };

function knownOption({ long, short, description, argChoices, required }: Option): KnownOption {
  const choices = argChoices ?? VALUES[long ?? ""] ?? [];
  return { flags: [long, short].filter((flag) => flag != null), description, choices, hasValue: required };
}

/**
 * Choices where the word before has some, options where the word begins with a dash, else commands below, choices of the
 * argument, and files.
 */
function bashScript(commands: readonly Known[]): string {
  const cases = commands.map(({ words, options, below, choices }) => {
    const valued = options
      .filter((option) => option.hasValue)
      .map(({ flags, choices: of }) => `        ${flags.join("|")}) words="${of.join(" ")}" ;;`);
    return [
      `    "${words}")`,
      `      words="${[...below, ...choices].join(" ")}"`,
      `      [[ $current == -* ]] && words="${options.map(({ flags }) => flags[0]).join(" ")}"`,
      ...(valued.length === 0 ? [] : ["      case $before in", ...valued, "      esac"]),
      "      ;;",
    ];
  });
  const deep = commands.filter(({ words }) => words.includes(" ")).map(({ words }) => `"${words}"`);
  return [
    "# bash completion for zoneproof; written by: zoneproof completion bash",
    "_zoneproof() {",
    `  local current=${typed("COMP_CWORD")} before=${typed("COMP_CWORD-1")} command=${typed("1")} words=""`,
    "  # To bash, --option=value is three words.",
    `  if [[ $current == "=" ]]; then current=""; elif [[ $before == "=" ]]; then before=${typed("COMP_CWORD-2")}; fi`,
    "  if [[ $COMP_CWORD -eq 1 ]]; then",
    `    words="${topOf(commands).join(" ")} --help --version"`,
    "  else",
    `    [[ $COMP_CWORD -gt 2 ]] && case "$command "${typed("2")} in ${deep.join("|")}) command="$command "${typed("2")} ;; esac`,
    "    case $command in",
    ...cases.flat(),
    "    esac",
    "  fi",
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    "}",
    "complete -o bashdefault -o default -F _zoneproof zoneproof",
    "",
  ].join("\n");
}

/** A word of the command line in bash. */
function typed(index: string): string {
  return `"\${COMP_WORDS[${index}]}"`;
}

/** Names of the commands that are below no other. */
function topOf(commands: readonly Known[]): string[] {
  return commands.map(({ words }) => words).filter((words) => !words.includes(" "));
}

function zshScript(commands: readonly Known[]): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const label = (text: string) => text.replace(/[[\]:\\]/g, (character) => `\\${character}`);
  const above = commands.filter(({ below }) => below.length > 0);
  const deeper = above.map(
    ({ words, below }) =>
      `    ${words}) if (( CURRENT == 2 )); then compadd ${below.join(" ")}; return; fi; command+=" $words[2]"; shift words; (( CURRENT-- )) ;;`,
  );
  const cases = commands.map(({ words, options, choices }) => [
    `    ${quoted(words)})`,
    "      _arguments \\",
    ...options.flatMap(({ flags, description, choices: of, hasValue }) => {
      const values = hasValue ? `:value:${of.length === 0 ? "_files" : `(${of.join(" ")})`}` : "";
      // With the sign, zsh takes a value behind it as well as in the next word.
      const sign = (flag: string) => (hasValue && flag.startsWith("--") ? "=" : "");
      return flags.map(
        (flag) => `        ${quoted(`(${flags.join(" ")})${flag}${sign(flag)}[${label(description)}]${values}`)} \\`,
      );
    }),
    `        ${choices.length === 0 ? "'*:file:_files'" : quoted(`1:value:(${choices.join(" ")})`)}`,
    "      ;;",
  ]);
  return [
    "#compdef zoneproof",
    "# zsh completion for zoneproof; written by: zoneproof completion zsh",
    "_zoneproof() {",
    "  if (( CURRENT == 2 )); then",
    "    local -a commands=(",
    ...commands
      .filter(({ words }) => !words.includes(" "))
      .map(({ words, description }) => `      ${quoted(`${words}:${label(description)}`)}`),
    "    )",
    "    _describe command commands",
    "    return",
    "  fi",
    "  local command=$words[2]",
    "  shift words",
    "  (( CURRENT-- ))",
    "  case $command in",
    ...deeper,
    "  esac",
    "  case $command in",
    ...cases.flat(),
    "  esac",
    "}",
    'if [[ $funcstack[1] == _zoneproof ]]; then _zoneproof "$@"; else compdef _zoneproof zoneproof; fi',
    "",
  ].join("\n");
}

function fishScript(commands: readonly Known[]): string {
  const quoted = (text: string) => `'${text.replace(/['\\]/g, (character) => `\\${character}`)}'`;
  return [
    "# fish completion for zoneproof; written by: zoneproof completion fish",
    "function __zoneproof_at",
    "  set -l words (commandline -opc)",
    "  set -l last (math 1 + (count $argv))",
    '  test "$words[2..$last]" = "$argv"',
    "end",
    ...commands.map(({ words, description }) => {
      const path = words.split(" ");
      const at = `test (count (commandline -opc)) -eq ${path.length}${path.length === 1 ? "" : `; and __zoneproof_at ${path[0]}`}`;
      return `complete -c zoneproof -f -n ${quoted(at)} -a ${path.at(-1)} -d ${quoted(description)}`;
    }),
    ...commands.flatMap(({ words, options, choices }) => [
      ...(choices.length === 0
        ? []
        : [`complete -c zoneproof -f -n '__zoneproof_at ${words}' -a ${quoted(choices.join(" "))}`]),
      ...options.map(({ flags, description, choices: of, hasValue }) => {
        const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
        const values = of.length > 0 ? ` -x -a ${quoted(of.join(" "))}` : hasValue ? " -r" : "";
        return `complete -c zoneproof -n '__zoneproof_at ${words}' ${names.join(" ")}${values} -d ${quoted(description)}`;
      }),
    ]),
    "",
  ].join("\n");
}
