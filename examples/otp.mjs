// OTP login: the application sends a code, the test reads it from the handset.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

const fakesms = process.env.FAKESMS_URL ?? "http://127.0.0.1:8026";
const key = `node-${randomUUID()}`; // a key of its own: a world of its own

// What the application does: the call of SMS Partner's documentation.
const sent = await fetch(`${fakesms}/v1/send`, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ apiKey: key, phoneNumbers: "0612345678", message: "Votre code : 283951" }),
});
assert.equal((await sent.json()).success, true);

// What the test does: it waits for the message instead of sleeping.
const answer = await fetch(`${fakesms}/_fakesms/messages/wait?key=${key}&to=0612345678`);
const { messages } = await answer.json();
assert.deepEqual(messages[0].codes, ["283951"]);
console.log(`logged in with ${messages[0].codes[0]}`);
