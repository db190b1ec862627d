"""OTP login: the application sends a code, the test reads it from the handset."""
import os
import uuid

import requests

fakesms = os.environ.get("FAKESMS_URL", "http://127.0.0.1:8026")
key = f"python-{uuid.uuid4()}"  # a key of its own: a world of its own

# What the application does: the call of SMS Partner's documentation.
sent = requests.post(
    f"{fakesms}/v1/send",
    json={"apiKey": key, "phoneNumbers": "0612345678", "message": "Votre code : 283951"},
)
assert sent.json()["success"] is True, sent.text

# What the test does: it waits for the message instead of sleeping.
answer = requests.get(f"{fakesms}/_fakesms/messages/wait", params={"key": key, "to": "0612345678"})
codes = answer.json()["messages"][0]["codes"]
assert codes == ["283951"], answer.text
print(f"logged in with {codes[0]}")
