/** What of an ASA may stop packets: it opens nothing, and what nothing else lets in stays out. */
import { describe, expect, it } from "vitest";
import { answers, asa } from "./asa-site.js";

const INTO = "tcp 192.0.2.9 > 10.1.0.9:80";
const OUT = "tcp 10.1.0.9 > 192.0.2.9:80 [inside > outside]";

describe("what may stop packets and opens nothing", () => {
  it.each([
    "threat-detection scanning-threat shun except ip-address 10.1.0.0 255.255.0.0",
    "threat-detection scanning-threat shunned",
    "dynamic-filter drop blacklist interface outside",
    "ip audit interface outside ATTACKS",
    "filter url http 0.0.0.0 0.0.0.0 0.0.0.0 0.0.0.0 allow",
    "class-map ALL\n match any\npolicy-map P\n class ALL\n  sfr fail-open\nservice-policy P global",
    "policy-map P\n class class-default\n  ips inline fail-close\nservice-policy P interface inside",
    "policy-map P\n class class-default\n  csc fail-open\nservice-policy P interface outside",
  ])("%s", (statement) => {
    expect(answers(asa(statement), { [INTO]: "deny", [OUT]: "unknown" })).toEqual({ [INTO]: "deny", [OUT]: "unknown" });
  });

  it.each([
    "no threat-detection scanning-threat shun",
    "ip audit name ATTACKS attack action drop",
    "threat-detection basic-threat\nthreat-detection scanning-threat\nthreat-detection statistics access-list",
    "threat-detection rate acl-drop rate-interval 600 average-rate 0 burst-rate 0\nno threat-detection statistics tcp-intercept",
    "url-server (inside) vendor websense host 10.1.0.8 timeout 30 protocol TCP version 4\nurl-cache dst 128\nurl-block block 128",
    "flow-offload enable\nsnort preserve-connection\nuser-statistics accounting\npriority-queue outside\n queue-limit 2048",
    "class-map ALL\n match any\npolicy-map P\n class ALL\n  sfr fail-open monitor-only\nservice-policy P global",
    "class-map ALL\n match any\npolicy-map P\n class ALL\n  sfr fail-open",
    "class-map ALL\n match any\npolicy-map P\n class ALL\n  sfr fail-open\nservice-policy P interface dmz",
  ])("%s is none", (statement) => {
    expect(answers(asa(statement), { [OUT]: "permit" })).toEqual({ [OUT]: "permit" });
  });
});
