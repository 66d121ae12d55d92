/** Walks a tree along the known statements: what became of every line, and what was not understood. */
import type { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { Unparsed } from "../../src/model/device.js";
import { LineAccount } from "../../src/source/line-account.js";
import type { SourceFile } from "../../src/source/source-file.js";
import type { Document } from "./parse.js";
import type { Span } from "./scan.js";
import { type Owner, type Section, type Statement, statementOf } from "./statements.js";
import { child, type Element } from "./tree.js";

/** An element that leaves something open. */
export interface Open {
  readonly element: Element;
  /** What is not known and why. */
  readonly why: string;
  readonly effect: "narrows" | "anything";
  /** Nobody knows the element: it may stand for any word that is not there. */
  readonly isUnknown?: true;
  /** The kind of element around it that is blurred by it, and that element; left out: the whole device. */
  readonly owner?: { readonly kind: Owner; readonly element: Element };
}

export interface Understanding {
  readonly account: LineAccount;
  readonly open: readonly Open[];
  readonly unparsed: readonly Unparsed[];
}

/**
 * Marks the fate of every line: a line belongs to the elements that start or end on it, and to a comment or a leaf that
 * runs over it. Text outside the root element is read by no firewall: reported, harmless. Text between elements, and
 * elements that no list of statements holds, are not understood and could change what is filtered.
 */
export function understand(
  file: SourceFile,
  document: Document,
  statements: Section,
  diagnostics: Diagnostics,
): Understanding {
  const walk = new Walk(document, diagnostics);
  const { account } = walk;
  const { places, root } = document;
  for (const line of places.blankLines(file.text)) account.mark(line, line, "ignored");
  for (const { start, end } of document.comments) account.mark(places.lineAt(start), places.lineAt(end - 1), "ignored");
  walk.mark(root, "modelled", false);
  walk.section(root, statements, root.name, undefined);
  outside(file, document, walk, diagnostics);
  if (document.problem) account.mark(places.lineAt(root.end), places.lines, "filtering");
  return { account, open: walk.open, unparsed: walk.unparsed };
}

const NONE: ReadonlySet<Element> = new Set();

class Walk {
  readonly account: LineAccount;
  readonly open: Open[] = [];
  readonly unparsed: Unparsed[] = [];

  constructor(
    private readonly document: Document,
    private readonly diagnostics: Diagnostics,
  ) {
    this.account = new LineAccount(document.places.lines);
  }

  /** Gives the lines of an element a fate: those of its tags, or all of them. */
  mark(element: Element, fate: "ignored" | "modelled" | "harmless" | "filtering", whole: boolean): void {
    const { places } = this.document;
    const first = places.lineAt(element.start);
    const last = places.lineAt(element.end - 1);
    if (whole) this.account.mark(first, last, fate);
    else {
      this.account.mark(first, first, fate);
      this.account.mark(last, last, fate);
    }
  }

  section(of: Element, known: Section, path: string, owner: Open["owner"]): void {
    // The reader of OPNsense tells capitals; names of models have some, fields of rules and the like have none.
    const capitals = this.document.root.name === "opnsense" ? this.document.cased : NONE;
    const around = known.owner === undefined ? owner : { kind: known.owner, element: of };
    if (of.stray) this.unknown(of, path, around, "text stands between the elements of");
    if (of.children.length === 0 && of.text !== "")
      this.unknown(of, path, around, "text stands instead of elements in");
    for (const element of of.children) {
      const statement = statementOf(known, element.name);
      const isAgain = isSingle(known, element.name, statement) && child(of, element.name) !== element;
      // Which of them holds, if such a file is read at all, is not known: that is a matter of the whole device.
      if (isAgain) this.unknown(element, path, undefined, "stands more than once:");
      else if (statement === undefined) this.unknown(element, path, around, "not known:");
      else if (around !== undefined && capitals.has(element)) this.unknown(element, path, around, "in capitals:");
      else if (statement.kind === "section") {
        this.mark(element, "modelled", false);
        this.section(element, statement, `${path}/${element.name}`, around);
      } else if (around !== undefined && statement.kind === "modelled" && element.children.length > 0)
        this.unknown(element, path, around, "elements stand instead of text in");
      else this.leaf(element, statement, around);
    }
  }

  /** A configuration behind the first one: not read, and all of the device is open. */
  secondRoot(span: Span, name: string): void {
    const { places } = this.document;
    const at = places.range(span.start, span.end);
    this.account.mark(places.lineAt(span.start), places.lineAt(span.end - 1), "filtering");
    this.unparsed.push({ statement: name, section: "behind the configuration", filtering: true, at });
    this.diagnostics.add("pfsense/second-root", at, {
      expected: "one configuration in a file",
      help: "the first one was read; put the second one into a file of its own",
    });
    const element = { ...this.document.root, ...span };
    this.open.push({ element, why: "a second configuration stands in the file", effect: "anything" });
  }

  private leaf(element: Element, statement: Exclude<Statement, Section>, owner: Open["owner"]): void {
    if (statement.kind === "irrelevant") this.mark(element, "ignored", true);
    else if (statement.kind === "harmless") this.mark(element, "harmless", true);
    else this.mark(element, "modelled", true);
    if (
      this.document.padded.has(element) &&
      statement.kind === "modelled" &&
      owner !== undefined &&
      !isForPeople(element.name, owner.kind)
    )
      this.padded(element, owner);
    if (statement.kind !== "doubt" || (element.text === "" && element.children.length === 0)) return;
    const open = { element, why: `<${element.name}>: ${statement.why}`, effect: statement.effect };
    this.open.push(owner === undefined ? open : { ...open, owner });
  }

  private padded(element: Element, owner: NonNullable<Open["owner"]>): void {
    const at = this.document.places.range(element.start, element.end);
    this.diagnostics.add("pfsense/padded-value", at, {
      message: `blanks stand around the value of <${element.name}>`,
      help: "the firewall compares the value with its blanks: take them away there; what it could change counts as open",
    });
    const why = `blanks around the value of <${element.name}>`;
    this.open.push({ element, why, effect: "anything", isUnknown: true, owner });
  }

  private unknown(element: Element, section: string, owner: Open["owner"], what: string): void {
    const at = this.document.places.range(element.start, element.end);
    this.mark(element, "filtering", true);
    this.unparsed.push({ statement: element.name, section, filtering: true, at });
    this.diagnostics.add("pfsense/unknown-statement", at, {
      message: `the statement <${element.name}> in ${section} is not known`,
      help: "what it could change counts as open until it is understood",
    });
    const why = `${what} <${element.name}> in ${section}`;
    const open: Open = { element, why, effect: "anything", isUnknown: true };
    this.open.push(owner === undefined ? open : { ...open, owner });
  }
}

/** Values that nothing is compared with, and lists of words, which blanks part. */
function isForPeople(name: string, owner: Owner): boolean {
  if (owner === "alias") return name !== "name" && name !== "type";
  return name === "descr" || name === "description" || name === "tracker" || name === "members";
}

/** Elements that may stand more than once: one row each of a list (reference/pfsense.md 1, and the models of OPNsense). */
const ROWS = new Set(
  (
    "rule separator alias vip vlan ifgroupentry gateway_item gateway_group route schedule timerange onetoone npt " +
    "phase1 phase2 openvpn-server openvpn-client openvpn-csc bridged gif gre lagg qinqentry item row config pppoe package " +
    "proxyarpnet lbpool virtual_server ppp member laggport dnsserver shellcmd earlyshellcmd user group authserver encryption-algorithm-option hash-algorithm-option"
  ).split(" "),
);

/** Whether an element of that name stands once: the firewall refuses a file that has more, or reads one of them. */
function isSingle({ statements }: Section, name: string, statement: Statement | undefined): boolean {
  if (ROWS.has(name) || !statements.has(name)) return false;
  return statement !== undefined && statement.kind !== "irrelevant" && statement.kind !== "harmless";
}

/**
 * Lines before and behind the root element: an XML declaration is expected, anything else is said. A second
 * configuration there might be the one that runs.
 */
function outside(file: SourceFile, document: Document, walk: Walk, diagnostics: Diagnostics): void {
  const { places, root } = document;
  const { account } = walk;
  const stretches = [{ start: 0, end: root.start }];
  if (!document.problem) stretches.push({ start: root.end, end: file.text.length });
  for (const { start, end } of stretches) {
    if (end <= start) continue;
    const text = withoutMarkup(file.text.slice(start, end));
    if (text.trim() === "") {
      account.mark(places.lineAt(start), places.lineAt(end - 1), "ignored");
      continue;
    }
    const first = start + text.search(/\S/);
    const last = start + text.trimEnd().length;
    account.mark(places.lineAt(start), places.lineAt(end - 1), "ignored");
    const second = SECOND_ROOT.exec(text);
    if (second) walk.secondRoot({ start: start + second.index, end: last }, root.name);
    const harmless = second ? start + second.index : last;
    if (harmless <= first) continue;
    account.mark(places.lineAt(first), places.lineAt(harmless - 1), "harmless");
    diagnostics.add("pfsense/text-outside", places.range(first, harmless));
  }
}

const SECOND_ROOT = /<(?:pfsense|opnsense)(?=[\s/>])/i;

/** The text with declarations and comments blanked, so that offsets stay. */
function withoutMarkup(text: string): string {
  return text.replace(/<\?[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>]*>|^\ufeff/gi, (found) => " ".repeat(found.length));
}
