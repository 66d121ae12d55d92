/** Keys of evidence packs: Ed25519, as PEM files that openssl writes. */
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { UsageError } from "../diagnostics/usage-error.js";
import { reason } from "../read/read-file.js";

const MAKE_ONE = "openssl genpkey -algorithm ed25519 -out signer.pem";
const MAKE_PUBLIC = "openssl pkey -in signer.pem -pubout -out signer.pub.pem";

/** @throws UsageError when it is no private Ed25519 key without a passphrase; nothing of it is told. */
export function readPrivateKey(path: string): KeyObject {
  return readKey(path, createPrivateKey, `a private key is made by: ${MAKE_ONE}`);
}

/** @throws UsageError when it is no public Ed25519 key. A private one is taken for none: it should not lie about where packs are checked. */
export function readPublicKey(path: string): KeyObject {
  const text = readText(path);
  if (text.includes("PRIVATE KEY")) {
    throw new UsageError(`the key ${path} is a private key: give the public one`, `it is made by: ${MAKE_PUBLIC}`);
  }
  return readKey(path, createPublicKey, `a public key is made by: ${MAKE_PUBLIC}`);
}

function readKey(path: string, read: (text: string) => KeyObject, help: string): KeyObject {
  const text = readText(path);
  let key: KeyObject;
  try {
    key = read(text);
  } catch {
    throw new UsageError(`the key ${path} cannot be used: it is no key in PEM, or has a passphrase`, help);
  }
  if (key.asymmetricKeyType !== "ed25519") throw new UsageError(`the key ${path} is no Ed25519 key`, help);
  return key;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`the key ${path} cannot be read: ${reason(error)}`);
  }
}
