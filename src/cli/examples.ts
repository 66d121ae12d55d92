/** Examples for the help of commands that have none of their own. */
import type { Command } from "commander";

/** Command lines without the name of the program, by command; one below another by both words. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  init: [
    "init plant/                                  plant/zones.yaml from the configurations in plant/",
    "init fw-edge.conf core-1.cfg -o zones.yaml",
    "init plant/ -o - | less                      only to look at",
  ],
  zones: [
    "zones import zones.csv conduits.csv assets.csv",
    "zones show plant/",
    "zones graph plant/ --format dot | dot -Tsvg -o zones.svg",
  ],
  "zones import": [
    "zones import zones.csv conduits.csv assets.csv",
    "zones import plant.csv -o - | less           only to look at",
  ],
  "zones show": ["zones show", "zones show plant/"],
  "zones graph": ["zones graph plant/ -o plant.mmd", "zones graph plant/ --format dot | dot -Tsvg -o zones.svg"],
  check: [
    "check fw-edge.conf                           one device, without a map",
    "check plant/                                 a folder with configurations and a zones.yaml",
    "check fw-edge.conf core-1.cfg -z zones.yaml --format sarif -o report.sarif",
    "check backup.zip -z zones.yaml               what lies in an archive, such as backup.zip!/fw/edge.conf",
    "check plant/ --owner OT                      what OT answers for",
    "check plant/ --watch                         again on every save",
    "ssh fw-edge 'show full' | zoneproof check -",
  ],
  explain: [
    "explain plant/ --from ops --to cell-a",
    "explain plant/ --from ops --to cell-a --service s7comm --format json",
  ],
  parse: ["parse fw-edge.conf", "parse --stats *.conf"],
  trace: [
    "trace core-1.cfg --packet 'tcp 10.20.70.9:40000 -> 10.20.110.10:1911'",
    "trace core-1.cfg --packets packets.jsonl --in Vlan70",
  ],
  "policy new": ["policy new change-management/no-test-rules --in my-policies"],
  "policy check": ["policy check my-policies", "policy check my-policies --fix"],
  "policy test": ["policy test my-policies"],
  "policy build": ["policy build my-policies"],
  "policy list": ["policy list", "policy list --policy my-policies"],
  "policy explain": ["policy explain weak-vpn-crypto"],
  completion: [
    "completion bash > ~/.local/share/bash-completion/completions/zoneproof",
    "completion zsh > ~/.zfunc/_zoneproof          with ~/.zfunc in fpath",
    "completion fish > ~/.config/fish/completions/zoneproof.fish",
  ],
};

/** The command, its help and that of all below it with examples. */
export function withExamples(command: Command, above = ""): Command {
  const words = `${above}${command.name()}`;
  for (const below of command.commands) withExamples(below, `${words} `);
  const lines = EXAMPLES[words];
  if (lines === undefined) return command;
  const shown = lines.map((line) => (line.startsWith("ssh ") ? `  ${line}` : `  zoneproof ${line}`));
  return command.addHelpText("after", ["", "Examples:", ...shown].join("\n"));
}
