/** Where the installed package lies, for the files that are shipped beside the code. */

/**
 * The package's own folder as a `file:` URL that ends in `/`. Works from the sources (`src/`) and from the build
 * (`dist/src/`), wherever the package is installed; looks at no file.
 */
export function packageRoot(): URL {
  const up = import.meta.url.includes("/dist/src/source/") ? "../../../" : "../../";
  return new URL(up, import.meta.url);
}
