/** `zoneproof policy new`: the three files of a check, in order and passing, for others to change. */
import { UsageError } from "../diagnostics/usage-error.js";

const NAME = /^(?<area>[a-z][a-z0-9-]*)\/(?<id>[a-z][a-z0-9-]*)$/;

/**
 * Files by path below the folder of policies.
 * @param name `AREA/CHECK`.
 * @throws UsageError when it is none.
 */
export function newCheck(name: string): ReadonlyMap<string, string> {
  const { area, id } = NAME.exec(name)?.groups ?? {};
  if (area === undefined || id === undefined) {
    const help = "AREA/CHECK in small letters, digits and dashes, such as change-management/no-rule-named-test";
    throw new UsageError(`"${name}" does not name a check`, help);
  }
  const base = `${area}/${id}/`;
  return new Map([
    [`${base}${id}.rego`, policyText(area, id)],
    [`${base}${id}_test.rego`, testText(area, id)],
    [`${base}examples.yaml`, EXAMPLES.replaceAll("CHECK", id)],
  ]);
}

/** Written as `opa fmt` writes it: a bracket where a dot would not do. */
function refTo(area: string, id: string): string {
  return ["zoneproof.checks", ...[area, id].map((part) => (part.includes("-") ? `["${part}"]` : `.${part}`))].join("");
}

function policyText(area: string, id: string): string {
  return `# METADATA
# title: Interface without a description
# description: |
#   An interface of the device is in use and has no description. Say here why that matters.
# schemas:
#   - input: schema.device
# custom:
#   severity: low
#   sl_target: { RA: 1 }
#   requirements: [SR 7.6]
#   verdict_kind: decisive
#   owner: IT
#   phase: 3
#   action: Say here what is to be done.
package ${refTo(area, id)}

import data.zoneproof.lib.verdict

device contains finding if {
	some i, port in input.interfaces
	_in_use(port)
	not port.description
	finding := {
		"verdict": verdict.of_presence,
		"severity": "low",
		"message": concat(" ", [input.id, port.id, "has no description"]),
		"subject": [port.id],
		"evidence": [["interfaces", i]],
	}
}

_in_use(port) if {
	port.enabled
	count(port.networks) > 0
}
`;
}

function testText(area: string, id: string): string {
  return `package ${refTo(area, `${id}_test`)}

import data.${refTo(area, id)} as check
import data.zoneproof.lib.given_test as given

test_violated_no_description if {
	found := check.device with input as given.device({"interfaces": [_port]})

	given.outcome(found) == {["violated", "low"]}
}

test_clean_described if {
	port := object.union(_port, {"description": "to the cell"})
	found := check.device with input as given.device({"interfaces": [port]})

	found == set()
}

test_clean_not_in_use if {
	port := object.union(_port, {"enabled": false})
	found := check.device with input as given.device({"interfaces": [port]})

	found == set()
}

_port := given.port("Vlan30", {"networks": ["10.20.30.1/24"]})
`;
}

const EXAMPLES = `# Configurations in which CHECK fires, and others in which it must not. Run through all stages by \`policy test\`.
violated:
  - why: nobody wrote down where the cable goes
    configs:
      core-1.cfg: |
        hostname core-1
        interface Vlan30
         ip address 10.20.30.1 255.255.255.0
        end
clean:
  - why: it is described
    configs:
      core-1.cfg: |
        hostname core-1
        interface Vlan30
         description site operations
         ip address 10.20.30.1 255.255.255.0
        end
`;
