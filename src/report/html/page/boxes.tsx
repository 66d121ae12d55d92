/** Sets of packets as people read them: sources × destinations × services. */
import type { BoxJson } from "../../json-shape.js";
import type { SetJson } from "../page-data.js";

export function Boxes({ of, more = 0 }: { readonly of: readonly BoxJson[]; readonly more?: number }) {
  return (
    <>
      <table class="boxes">
        <thead>
          <tr>
            <th scope="col">from</th>
            <th scope="col">to</th>
            <th scope="col">service</th>
          </tr>
        </thead>
        <tbody>
          {of.map((box) => (
            <tr key={JSON.stringify(box)}>
              <td>{box.sources.join(", ")}</td>
              <td>{box.destinations.join(", ")}</td>
              <td>{box.services.join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="quiet">{`and ${more} more`}</p>}
    </>
  );
}

/** Sets of both families; `none` is said where there are none. Left out: nobody asked for them. */
export function Sets({ of, none }: { readonly of: readonly SetJson[] | undefined; readonly none: string }) {
  if (of === undefined) return <p class="quiet">This report was made without it.</p>;
  if (of.length === 0) return <p class="quiet">{none}</p>;
  return (
    <>
      {of.map((set) => (
        <div key={JSON.stringify(set.boxes)}>
          {!set.certain && <p class="quiet">perhaps, none of it surely:</p>}
          <Boxes of={set.boxes} />
          {set.moreBoxes > 0 && <p class="quiet">{`and ${set.moreBoxes} more, ${set.morePackets} packets`}</p>}
        </div>
      ))}
    </>
  );
}
