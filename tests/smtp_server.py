"""An SMTP server for stories: takes every letter and tells it as one JSON line, read by Python's own parser."""

import asyncio
import email
import email.policy
import json
import sys

from aiosmtpd.smtp import SMTP


class Taker:
    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        body = {kind: letter.get_body((kind,)) for kind in ("plain", "html")}
        print(
            json.dumps(
                {
                    "recipients": envelope.rcpt_tos,
                    "sender": envelope.mail_from,
                    "subject": letter["subject"],
                    "to": [address.addr_spec for address in letter["to"].addresses],
                    "headers": [[name.lower(), str(value)] for name, value in letter.items()],
                    "text": body["plain"].get_content() if body["plain"] else "",
                    "html": body["html"].get_content() if body["html"] else "",
                    "defects": [str(defect) for defect in letter.defects],
                }
            ),
            flush=True,
        )
        return "250 taken"


async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Taker()), "127.0.0.1", 0)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    # The story holds the other end of standard input: when it ends, so do we.
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(serve())
