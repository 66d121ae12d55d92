/** What policies ask of a row of a policy table and packets do not. */
import type { RuleFacts } from "../../../src/model/rule.js";
import { type Block, isEnabled, settingOf, textOf, valuesOf } from "../tree.js";
import type { VirtualDomain } from "./virtual-domain.js";

const PROFILE_KEYS =
  `profile-group av-profile webfilter-profile dnsfilter-profile emailfilter-profile spamfilter-profile dlp-profile dlp-sensor
  file-filter-profile ips-sensor application-list voip-profile ips-voip-filter icap-profile waf-profile ssh-filter-profile cifs-profile
  videofilter-profile sctp-filter-profile virtual-patch-profile casb-profile diameter-filter-profile`.split(/\s+/);
/** Keys that name who a row is for. */
export const USER_KEYS: ReadonlySet<string> = new Set(["groups", "users", "fsso-groups", "identity-from"]);
const EXPIRY = ["policy-expiry-date-utc", "policy-expiry-date"];
const FINDINGS: RuleFacts = { records: "findings" };
const SESSIONS: RuleFacts = { records: "sessions" };
/** `logtraffic`; what inspection finds where it is absent. Most rows say nothing else, and have this in common. */
const RECORDS: Readonly<Record<string, RuleFacts>> = {
  all: SESSIONS,
  enable: SESSIONS,
  disable: { records: "nothing" },
};

/** @param isSecurity whether it is a row of `firewall security-policy`, which inspects without being told to. */
export function ruleFacts(row: Block, isSecurity: boolean, domain: VirtualDomain): RuleFacts {
  const schedule = textOf(row, "schedule");
  // Profiles that a policy names do nothing while `utm-status` is off.
  const inspected = isSecurity || isEnabled(row, "utm-status");
  const profiles = inspected ? PROFILE_KEYS.flatMap((key) => valuesOf(row, key).map((value) => `${key} ${value}`)) : [];
  const users = usersOf(row);
  const expires = isEnabled(row, "policy-expiry") ? valuesOf(row, EXPIRY.find((key) => settingOf(row, key)) ?? "") : [];
  const translates = translatesInTunnel(row) || (!domain.centralNat && isEnabled(row, "nat"));
  const recorded = RECORDS[textOf(row, "logtraffic") ?? ""] ?? FINDINGS;
  const isScheduled = schedule !== undefined && schedule !== "always";
  if (!isScheduled && !translates && profiles.length + users.length + expires.length === 0) return recorded;
  return {
    schedule: isScheduled ? schedule : undefined,
    profiles: profiles.length > 0 ? profiles : undefined,
    users: users.length > 0 ? users : undefined,
    translatesSource: translates ? true : undefined,
    expires: expires.length > 0 ? expires.join(" ") : undefined,
    ...recorded,
  };
}

/**
 * Whether a policy with the action `ipsec` changes sources of what it puts into its tunnel or takes out of it (Fortinet, CLI
 * reference, `natoutbound` and `natinbound`).
 */
export function translatesInTunnel(row: Block): boolean {
  return textOf(row, "action") === "ipsec" && (isEnabled(row, "natoutbound") || isEnabled(row, "natinbound"));
}

function usersOf({ settings }: Block): string[] {
  const users: string[] = [];
  for (let index = 0; index < settings.length; index++) {
    const setting = settings[index];
    if (setting !== undefined && USER_KEYS.has(setting.key)) users.push(...setting.values);
  }
  return users;
}
