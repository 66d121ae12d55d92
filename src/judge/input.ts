/** Leaves the evidence out of the facts: what is handed to the policies (src/facts/input.ts). */
import type { ProtocolFacts, RuleFactsForPolicies, SetFacts } from "../facts/common.js";
import type { DeviceFacts } from "../facts/device.js";
import type { CarrierInput, DeviceInput, PairInput, RuleInput, ServicesInput, SetInput } from "../facts/input.js";
import type { PairFacts } from "../facts/pair.js";

export function pairInput(pair: PairFacts): PairInput {
  const services = new ServicesTable();
  const carriers = pair.carriers.map((carrier): CarrierInput => {
    const { rule, permits, excess, covers_from_zone, covers_to_zone } = carrier;
    return {
      rule: ruleInput(rule),
      covers_from_zone,
      covers_to_zone,
      permits: services.set(permits),
      ...(excess === undefined ? {} : { excess: services.set(excess) }),
    };
  });
  return { ...pair, carriers, services: services.byKey, denied_by: pair.denied_by.map(ruleInput) };
}

export function deviceInput(device: DeviceFacts): DeviceInput {
  return {
    ...device,
    permits: device.permits.map(ruleInput),
    dead_rules: device.dead_rules.map((dead) => ({
      ...dead,
      rule: ruleInput(dead.rule),
      covered_by: dead.covered_by.map(ruleInput),
    })),
  };
}

const RULES = new WeakMap<RuleFactsForPolicies, RuleInput>();

/** Written out field by field: the facts of a permit rule carry boxes too. */
function ruleInput(rule: RuleFactsForPolicies): RuleInput {
  const known = RULES.get(rule);
  if (known !== undefined) return known;
  const { locations: _locations, ...input } = rule;
  const { boxes: _boxes, witness: _witness, ...bare } = input as RuleInput & { boxes?: unknown; witness?: unknown };
  RULES.set(rule, bare);
  return bare;
}

/** Candidates once each: most sets of a pair share a few services. */
class ServicesTable {
  readonly byKey: Record<string, ServicesInput> = {};
  private readonly keys = new Map<string, string>();
  private readonly known = new Map<readonly ProtocolFacts[], string>();

  set({ protocols, certain }: SetFacts & { certain: boolean }): SetInput {
    return { services: this.known.get(protocols) ?? this.add(protocols), certain };
  }

  private add(protocols: ProtocolFacts[]): string {
    const text = protocols.map(({ id, port }) => `${id} ${port}`).join();
    const key = this.keys.get(text) ?? String(this.keys.size);
    this.keys.set(text, key);
    this.known.set(protocols, key);
    this.byKey[key] = { protocols };
    return key;
  }
}
