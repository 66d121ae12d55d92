/** What a WASM module asks of its host and offers it, looked at before it runs. */

/** The part of the global that is used here: the typings of Node leave it to those of browsers. */
declare const WebAssembly: {
  readonly Module: {
    new (bytes: Uint8Array): object;
    imports(module: object): { readonly module: string; readonly name: string }[];
    exports(module: object): { readonly name: string }[];
  };
  validate(bytes: Uint8Array): boolean;
};

/** All that OPA's own modules ask for: memory, to end, to print, and to call the built-in functions of Rego. */
const HOST_FUNCTIONS = /^env\.(?:memory|opa_abort|opa_println|opa_builtin[0-4])$/;
const OFFERED = ["opa_eval", "opa_malloc", "entrypoints", "builtins"];

export function isWasm(bytes: Uint8Array): boolean {
  return WebAssembly.validate(bytes);
}

/**
 * Why a module is none that can judge.
 * @returns undefined when it asks for nothing but what OPA's modules ask for, and offers what they do.
 */
export function whyForeign(bytes: Uint8Array): string | undefined {
  const module = new WebAssembly.Module(bytes);
  const asked = WebAssembly.Module.imports(module).map(({ module: from, name }) => `${from}.${name}`);
  const foreign = asked.find((name) => !HOST_FUNCTIONS.test(name));
  if (foreign !== undefined) return `it asks for ${foreign}, which policies do not get`;
  const offered = WebAssembly.Module.exports(module).map(({ name }) => name);
  const missing = OFFERED.find((name) => !offered.includes(name));
  return missing === undefined ? undefined : `it has no ${missing}: it is none that OPA compiled`;
}
