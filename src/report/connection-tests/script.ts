/** Connection tests as a shell script that a person reads and runs, host by host. zoneproof itself never connects to anything. */
import type { ConnectionTest } from "../../facts/connection-tests.js";
import { visible } from "../../source/visible.js";
import { byPair } from "./text.js";

/**
 * POSIX sh. Whatever text of a map stands in it is a word in single quotes or a comment on one line: it can start nothing.
 * Addresses, ports and protocols are ours.
 */
export function renderConnectionScript(tests: readonly ConnectionTest[]): string {
  const sources = new Map(
    tests
      .filter((test) => byHand(test) === undefined)
      .map(({ packet, foreign_source: isForeign }) => [packet.src, isForeign === true] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  return `${HEAD}
sources() {
  printf '%s\\n' ${[...sources.keys()].map(quoted).join(" ")}
${[...sources].flatMap(([source, isForeign]) => (isForeign ? [`  printf '%s\\n' ${quoted(`${source} stands for any host of your own outside`)} >&2`] : [])).join("\n")}
}

run_from() {
${[...byPair(tests)].flatMap(([head, own]) => [`  # ${commentOf(head)}`, ...own.map(callOf)]).join("\n")}
  :
}
${TAIL}`;
}

/** ICMP's question of `ping`, in either family (RFC 792, RFC 4443). */
const ECHO: Readonly<Record<number, number>> = { 1: 8, 58: 128 };

/** Why the script does not try it; undefined: it does. */
function byHand({ foreign, packet: { protocol, icmp_type: type } }: ConnectionTest): string | undefined {
  if (foreign === true) return "to a host of your own there";
  return protocol in ECHO && type !== ECHO[protocol] ? "since ping asks another question" : undefined;
}

function callOf(test: ConnectionTest): string {
  const { must, why, packet, source, destination } = test;
  const hand = byHand(test);
  if (hand !== undefined) return `  # must ${must}, by hand, ${hand}: ${commentOf(packet.text)}`;
  const { src, dst, protocol, dst_port: port } = packet;
  const kind =
    protocol === 6 ? "tcp" : protocol === 17 ? "udp" : protocol === 1 || protocol === 58 ? "ping" : "protocol";
  const what = kind === "tcp" || kind === "udp" ? String(port ?? 0) : kind === "protocol" ? String(protocol) : "-";
  const label = `${source ?? src} to ${destination ?? dst}: ${why}`;
  return `  check ${[src, must, kind, dst, what, label].map(quoted).join(" ")}`;
}

/** A word of the shell: nothing means anything between single quotes but their end (POSIX, Shell Command Language, 2.2.2). */
export function quoted(text: string): string {
  return `'${visible(text).replaceAll("'", "'\\''")}'`;
}

/** A comment ends at its line end, and there is none in it. */
function commentOf(text: string): string {
  return visible(text);
}

const HEAD = `#!/bin/sh
# Connection tests for the live network, written by zoneproof. Read it before you run it.
#   sh tests.sh                 lists the hosts to start from
#   sh tests.sh 10.20.30.11     on that host: tries each connection that starts there
# It sends one connection attempt per test and no data. Ask the plant first. UDP and other protocols need nmap and root.
# What must fail and is answered with a reset was let through, unless a firewall on the way rejects: look at which.

good=0 bad=0 unclear=0 from=\${1-}

say() { printf '%s  %s\\n' "$1" "$2"; }

# nmap takes an IPv6 address only where it is told so.
scan() { case $1 in *:*) shift; nmap -6 -n -Pn "$@" 2>/dev/null ;; *) shift; nmap -n -Pn "$@" 2>/dev/null ;; esac; }

# The state of a port in the words of nmap: open, closed, filtered; what else it says is not clear.
state_of() {
  case $1 in
    tcp) if command -v nmap >/dev/null 2>&1; then
        scan "$2" -p "$3" -- "$2" | sed -n "s#^$3/tcp *\\([a-z|]*\\).*#\\1#p"
      elif nc -z -w 3 "$2" "$3" >/dev/null 2>&1; then echo open
      else echo 'closed or filtered'
      fi ;;
    udp) scan "$2" -sU -p "$3" -- "$2" | sed -n "s#^$3/udp *\\([a-z|]*\\).*#\\1#p" ;;
    ping) if ping -c 1 -W 3 "$2" >/dev/null 2>&1; then echo open; else echo filtered; fi ;;
    protocol) scan "$2" -sO -p "$3" -- "$2" | sed -n "s#^$3 *\\([a-z|]*\\).*#\\1#p" ;;
  esac
}

# check SOURCE work|fail KIND DESTINATION PORT WHAT
check() {
  [ "$1" = "$from" ] || return 0
  state=$(state_of "$3" "$4" "$5")
  case $2:$state in
    work:open) good=$((good + 1)); say 'as it must be ' "works: $3 $4 $5, $6" ;;
    fail:filtered) good=$((good + 1)); say 'as it must be ' "fails: $3 $4 $5, $6" ;;
    fail:open) bad=$((bad + 1)); say 'NOT AS IT MUST' "works and must not: $3 $4 $5, $6" ;;
    work:filtered) bad=$((bad + 1)); say 'NOT AS IT MUST' "fails and must work: $3 $4 $5, $6" ;;
    *) unclear=$((unclear + 1)); say 'look at it    ' "must $2, is \${state:-not told}: $3 $4 $5, $6" ;;
  esac
}
`;

const TAIL = `
if [ -z "$from" ]; then sources; exit 0; fi
run_from
printf '%s as they must be, %s not, %s to look at\\n' "$good" "$bad" "$unclear"
[ "$bad" -eq 0 ]
`;
