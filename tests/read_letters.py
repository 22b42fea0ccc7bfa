"""Reads letters for stories with Python's own parser: one JSON line with the bytes in, one with the fields out."""

import base64
import email
import email.policy
import json
import sys

for line in sys.stdin:
    letter = email.message_from_bytes(base64.b64decode(json.loads(line)["bytes"]), policy=email.policy.default)
    body = {kind: letter.get_body((kind,)) for kind in ("plain", "html")}
    defects = list(letter.defects) + [defect for part in letter.walk() for defect in part.defects]
    print(
        json.dumps(
            {
                "subject": letter["subject"],
                "from": str(letter["from"]),
                "to": [address.addr_spec for address in letter["to"].addresses],
                "headers": [[name.lower(), str(value)] for name, value in letter.items()],
                "text": body["plain"].get_content() if body["plain"] else "",
                "html": body["html"].get_content() if body["html"] else "",
                "defects": [str(defect) for defect in defects],
            }
        ),
        flush=True,
    )
