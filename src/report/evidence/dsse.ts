/** Signatures of a manifest: DSSE envelopes (Dead Simple Signing Envelope, protocol version 1) with Ed25519. */
import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { z } from "zod";

/** in-toto attestation framework, "Envelope layer". */
const PAYLOAD_TYPE = "application/vnd.in-toto+json";

const base64 = z.string().regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);
const ENVELOPE = z.strictObject({
  payloadType: z.literal(PAYLOAD_TYPE),
  payload: base64,
  signatures: z.array(z.strictObject({ keyid: z.string(), sig: base64 })).min(1),
});

export type Envelope = z.infer<typeof ENVELOPE>;

/** SHA-256 of the public key (SPKI, DER), in hex: the name by which an envelope knows its key. */
export function keyIdOf(key: KeyObject): string {
  const open = key.type === "private" ? createPublicKey(key) : key;
  return createHash("sha256")
    .update(open.export({ type: "spki", format: "der" }))
    .digest("hex");
}

/** @param key a private Ed25519 key. */
export function envelopeText(payload: string, key: KeyObject): string {
  const bytes = Buffer.from(payload);
  const envelope: Envelope = {
    payloadType: PAYLOAD_TYPE,
    payload: bytes.toString("base64"),
    signatures: [{ keyid: keyIdOf(key), sig: sign(null, toSign(bytes), key).toString("base64") }],
  };
  return written(envelope);
}

function written(envelope: Envelope): string {
  return `${JSON.stringify(envelope, null, 2)}\n`;
}

/**
 * Whether a text is, byte for byte, how an envelope with this key's signature is written: a signature stays good whatever name
 * the envelope gives its key, and whatever stands between the values.
 */
export function isAsWritten(text: string, envelope: Envelope, key: KeyObject): boolean {
  const { payloadType, payload, signatures } = envelope;
  const named = signatures.map(({ keyid, sig }) => ({
    keyid: isSignatureOf(envelope, sig, key) ? keyIdOf(key) : keyid,
    sig,
  }));
  return text === written({ payloadType, payload, signatures: named });
}

/** @returns undefined when the text is no envelope of this kind. */
export function readEnvelope(text: string): Envelope | undefined {
  try {
    return ENVELOPE.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function payloadOf({ payload }: Envelope): Buffer {
  return Buffer.from(payload, "base64");
}

/** Whether one of the signatures is that of this public key: whatever name the envelope gives it. */
export function isSignedBy(envelope: Envelope, key: KeyObject): boolean {
  return envelope.signatures.some(({ sig }) => isSignatureOf(envelope, sig, key));
}

function isSignatureOf(envelope: Envelope, sig: string, key: KeyObject): boolean {
  return verify(null, toSign(payloadOf(envelope)), key, Buffer.from(sig, "base64"));
}

/** PAE of DSSE: type and payload, each behind its length in bytes. */
function toSign(payload: Uint8Array): Buffer {
  const type = Buffer.from(PAYLOAD_TYPE);
  const head = `DSSEv1 ${type.length} ${PAYLOAD_TYPE} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}
