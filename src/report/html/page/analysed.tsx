/** What was analysed: inputs with their hashes, versions, and what every verdict assumes. */
import type { SettingsJson } from "../../json-shape.js";
import { settingsLines } from "../../settings.js";
import { DATA, REPORT } from "./data.js";
import { Heads } from "./heads.js";
import { Section } from "./signs.jsx";

const HEADS = ["Input", "Taken for", "Platform", "Devices", "Lines", "Understood", "Not understood", "SHA-256"];

const SETTINGS = settingsLinesOf(REPORT.settings);

function settingsLinesOf({ profile, disabled, severities, own, thresholds }: SettingsJson): string[] {
  return settingsLines({
    profile: { id: profile, disabled, severities },
    ...(own !== null && { own }),
    tuned: thresholds,
  });
}

export function Analysed() {
  return (
    <>
      <p>{`zoneproof ${REPORT.tool.version}, as of ${DATA.date}`}</p>
      <div class="wide">
        <table>
          <caption>Inputs</caption>
          <Heads of={HEADS} />
          <tbody>
            {REPORT.inputs.map(({ file, role, vendor, platform, devices, counts, sha256 }) => (
              <tr key={file}>
                <th scope="row">{file}</th>
                <td>{role === "failed" ? "✗ not analysed" : role}</td>
                <td>{[vendor, platform].filter(Boolean).join(" ")}</td>
                <td>{devices.join(", ")}</td>
                <td>{counts?.lines}</td>
                <td>{counts && counts.modelled + counts.ignored}</td>
                <td>
                  {counts && `${counts.notUnderstood} (${counts.notUnderstoodFiltering} could change what passes)`}
                </td>
                <td class="hash">{sha256}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="wide">
        <table>
          <caption>Devices</caption>
          <Heads of={["Device", "Platform", "Version", "Host name", "Zones"]} />
          <tbody>
            {REPORT.devices.map(({ id, vendor, platform, version, hostname, zones }) => (
              <tr key={id}>
                <th scope="row">{id}</th>
                <td>{`${vendor} ${platform}`}</td>
                <td>{version}</td>
                <td>{hostname}</td>
                <td>{zones.join(", ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Section title="Which checks judged" empty={SETTINGS.length === 0 && "Every shipped check, as it is."}>
        <ul>
          {SETTINGS.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </Section>
      <Section
        title="What the verdicts assume"
        empty={REPORT.assumptions.length === 0 && "Nothing was judged against a map."}
      >
        <ul>
          {REPORT.assumptions.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </Section>
    </>
  );
}
