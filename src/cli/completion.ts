/** `zoneproof completion`: scripts that let a shell complete commands, options and their choices. */
import { Argument, Command } from "commander";
import { writeText } from "./streams.js";

interface Known {
  readonly name: string;
  readonly description: string;
  readonly options: readonly {
    readonly flag: string;
    readonly description: string;
    readonly choices: readonly string[];
  }[];
  /** Commands below it. */
  readonly below: readonly string[];
}

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
type Shell = keyof typeof SCRIPTS;

/** The command. @param load all commands, which know their options themselves. */
export function completionCommand(load: () => Promise<readonly Command[]>): Command {
  return new Command("completion")
    .description("print a script that lets a shell complete commands and options")
    .addArgument(new Argument("<shell>", "for which shell").choices(Object.keys(SCRIPTS)))
    .action(async (shell: Shell) => writeText(SCRIPTS[shell]((await load()).map(knownOf))));
}

function knownOf(command: Command): Known {
  const own = [command, ...command.commands].flatMap(({ options }) => options);
  const options = own.map(({ long, short, description, argChoices }) => ({
    flag: long ?? short ?? "",
    description,
    choices: argChoices ?? [],
  }));
  const unique = new Map(
    [...options, { flag: "--help", description: "display help", choices: [] }].map((one) => [one.flag, one]),
  );
  return {
    name: command.name(),
    description: command.description(),
    options: [...unique.values()],
    below: command.commands.map((one) => one.name()),
  };
}

/** Choices where the word before has some, options where the word begins with a dash, else commands below and files. */
function bashScript(commands: readonly Known[]): string {
  const cases = commands.map(({ name, options, below }) => {
    const choices = options
      .filter((option) => option.choices.length > 0)
      .map(({ flag, choices: of }) => `        ${flag}) words="${of.join(" ")}" ;;`);
    return [
      `    ${name})`,
      `      words="${below.join(" ")}"`,
      `      [[ $current == -* ]] && words="${options.map(({ flag }) => flag).join(" ")}"`,
      ...(choices.length === 0 ? [] : ["      case $before in", ...choices, "      esac"]),
      "      ;;",
    ];
  });
  return [
    "# bash completion for zoneproof; written by: zoneproof completion bash",
    "_zoneproof() {",
    `  local current=${typed("COMP_CWORD")} before=${typed("COMP_CWORD-1")} words=""`,
    "  if [[ $COMP_CWORD -eq 1 ]]; then",
    `    words="${commands.map(({ name }) => name).join(" ")} --help --version"`,
    "  else",
    `    case ${typed("1")} in`,
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

function zshScript(commands: readonly Known[]): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const label = (text: string) => text.replace(/[[\]:\\]/g, (character) => `\\${character}`);
  const cases = commands.map(({ name, options, below }) => [
    `    ${name})`,
    "      _arguments \\",
    ...options.map(({ flag, description, choices }) => {
      const values = choices.length === 0 ? "" : `:value:(${choices.join(" ")})`;
      return `        ${quoted(`${flag}[${label(description)}]${values}`)} \\`;
    }),
    `        ${below.length === 0 ? "" : `${quoted(`1:command:(${below.join(" ")})`)} `}'*:file:_files'`,
    "      ;;",
  ]);
  return [
    "#compdef zoneproof",
    "# zsh completion for zoneproof; written by: zoneproof completion zsh",
    "_zoneproof() {",
    "  if (( CURRENT == 2 )); then",
    "    local -a commands=(",
    ...commands.map(({ name, description }) => `      ${quoted(`${name}:${label(description)}`)}`),
    "    )",
    "    _describe command commands",
    "    return",
    "  fi",
    "  local command=$words[2]",
    "  shift words",
    "  (( CURRENT-- ))",
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
    ...commands.map(
      ({ name, description }) =>
        `complete -c zoneproof -f -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
    ),
    ...commands.flatMap(({ name, options, below }) => [
      ...(below.length === 0
        ? []
        : [`complete -c zoneproof -n '__fish_seen_subcommand_from ${name}' -a ${quoted(below.join(" "))}`]),
      ...options.map(({ flag, description, choices }) => {
        const values = choices.length === 0 ? "" : ` -x -a ${quoted(choices.join(" "))}`;
        return `complete -c zoneproof -n '__fish_seen_subcommand_from ${name}' -l ${flag.replace(/^--/, "")}${values} -d ${quoted(description)}`;
      }),
    ]),
    "",
  ].join("\n");
}
