/** DSSE: what is signed is the encoding that the protocol names, and nothing else is taken for it. */
import { generateKeyPairSync, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  envelopeText,
  isAsWritten,
  isSignedBy,
  keyIdOf,
  payloadOf,
  readEnvelope,
} from "../../../src/report/evidence/dsse.js";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const other = generateKeyPairSync("ed25519");
const TEXT = '{"a":"Ä"}\n';
const made = () => readEnvelope(envelopeText(TEXT, privateKey))!;

describe("envelopes", () => {
  it("sign `DSSEv1 LEN(type) type LEN(body) body`, lengths in bytes", () => {
    const signature = Buffer.from(made().signatures[0]!.sig, "base64");
    const signed = Buffer.from(`DSSEv1 28 application/vnd.in-toto+json 11 ${TEXT}`);
    expect(verify(null, signed, publicKey, signature)).toBe(true);
    expect(payloadOf(made()).toString()).toBe(TEXT);
  });

  it("are good for the key that signed, whatever they call it", () => {
    const envelope = made();
    expect(envelope.signatures[0]!.keyid).toBe(keyIdOf(publicKey));
    expect(isSignedBy(envelope, publicKey)).toBe(true);
    expect(isSignedBy({ ...envelope, signatures: [{ ...envelope.signatures[0]!, keyid: "me" }] }, publicKey)).toBe(
      true,
    );
    expect(isSignedBy(envelope, other.publicKey)).toBe(false);
    expect(isSignedBy({ ...envelope, payload: Buffer.from("{}").toString("base64") }, publicKey)).toBe(false);
    expect(isSignedBy({ ...envelope, signatures: [{ keyid: "", sig: "" }] }, publicKey)).toBe(false);
  });

  it("are as written only byte for byte, the name of the key included", () => {
    const text = envelopeText(TEXT, privateKey);
    const isWhole = (changed: string) => isAsWritten(changed, readEnvelope(changed)!, publicKey);
    expect(isWhole(text)).toBe(true);
    const id = keyIdOf(publicKey);
    expect(isWhole(text.replace(id, `${id.startsWith("0") ? "1" : "0"}${id.slice(1)}`))).toBe(false);
    expect(isWhole(text.replace("\n  ", "\n\t"))).toBe(false);
    expect(isWhole(`${text} `)).toBe(false);
    const twice = { ...made(), signatures: [{ keyid: "of somebody else", sig: "AAAA" }, ...made().signatures] };
    expect(isWhole(`${JSON.stringify(twice, null, 2)}\n`)).toBe(true);
  });

  it.each([
    "",
    "{}",
    "null",
    '{"payloadType":"text/plain","payload":"","signatures":[{"keyid":"","sig":""}]}',
    '{"payloadType":"application/vnd.in-toto+json","payload":"e30=","signatures":[]}',
    '{"payloadType":"application/vnd.in-toto+json","payload":"%","signatures":[{"keyid":"","sig":""}]}',
  ])("are none without signature, type or base64: %s", (text) => expect(readEnvelope(text)).toBeUndefined());
});
