// Format 1 a third time, in WebCrypto: keys and one record of vectors.json. Prints what it found, as JSON.
import { readFileSync } from "node:fs";
const { subtle } = globalThis.crypto ?? (await import("node:crypto")).webcrypto;
const given = JSON.parse(readFileSync(process.argv[2], "utf8"));
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const hex = (array) => Buffer.from(array).toString("hex");
const number = (value) => { const out = Buffer.alloc(4); out.writeUInt32BE(value); return out; };
const pae = (...parts) => Buffer.concat([number(parts.length), ...parts.flatMap((part) => {
  const piece = part instanceof Uint8Array ? Buffer.from(part) : Buffer.from(String(part));
  return [number(piece.length), piece];
})]);
const hkdf = async (key, info, length, salt = new Uint8Array()) => {
  const from = await subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: Buffer.from("withness/1/" + info) };
  return new Uint8Array(await subtle.deriveBits(how, from, length * 8));
};
const openRecord = async ({ key, blob, context }) => {
  const all = bytes(blob), head = all.slice(0, 41), body = all.slice(41);
  const made = await hkdf(bytes(key), "rec", 60, head.slice(1, 25));
  if (hex(made.slice(44)) !== hex(head.slice(25))) throw new Error("locked");
  const aes = await subtle.importKey("raw", made.slice(0, 32), "AES-GCM", false, ["decrypt"]);
  const how = { name: "AES-GCM", iv: made.slice(32, 44), additionalData: pae(head, bytes(context)) };
  const padded = Buffer.from(await subtle.decrypt(how, aes, body));
  return padded.subarray(0, padded.lastIndexOf(0x80)).toString();
};
const root = bytes(given.keys.root);
const code = Buffer.from(given.recovery.code.replaceAll("-", ""));
console.log(JSON.stringify({
  private: hex(await hkdf(root, "private", 32)),
  identity: hex(await hkdf(root, "x25519", 32)),
  pae: hex(pae(...given.pae.parts)),
  record: await openRecord(given.record),
  recovery: hex(await hkdf(code, "slot/recovery", 32, bytes(given.recovery.salt))),
}));
