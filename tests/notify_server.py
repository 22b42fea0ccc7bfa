"""A stand-in for GOV.UK Notify: the part of its REST API that sends emails and reads them back.

Its answers follow the published documentation; a story drives it with Notify's own Python client to keep it honest.
It tells every email it accepts as one JSON line, and takes orders as JSON lines on standard input:

    {"clock": 1796115600}             what time it is here; without it, the real time
    {"faults": ["500", "silence"]}    what becomes of the next emails, one after the other
    {"report": {...}, "to": URL, "token": "..."}   posts a delivery receipt, and tells the answer's status
"""

import json
import re
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
OTHER_TEMPLATE = "9d751e0e-f929-4891-82a1-a3e1c3c18ee3"
SMS_TEMPLATE = "0b4a7d7f-5d33-4c05-9b1e-2f4c7f9f7e11"
ALLOWED = {
    "email_address",
    "template_id",
    "personalisation",
    "reference",
    "email_reply_to_id",
    "one_click_unsubscribe_url",
    "sanitise_content_for",
}

told = threading.Lock()
state = {"clock": None, "faults": [], "sent": [], "looked_up": 0}


def tell(line):
    with told:
        print(json.dumps(line), flush=True)


def now():
    return state["clock"] if state["clock"] is not None else int(time.time())


def stamp():
    return datetime.fromtimestamp(now(), timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def templates(content, subject):
    return {
        TEMPLATE: {"type": "email", "subject": subject, "body": content},
        OTHER_TEMPLATE: {"type": "email", "subject": "Hello", "body": "((greeting))"},
        SMS_TEMPLATE: {"type": "sms", "subject": None, "body": "((text_1))"},
    }


def names(template):
    return re.findall(r"\(\(([^)]+)\)\)", (template["subject"] or "") + template["body"])


def sanitised(text):
    """What Notify does with a value it is asked to sanitise: no address stays, no Markdown works."""
    text = re.sub(r"(?:https?://|www\.)\S+", "", text)
    return re.sub(r"([\\`*_{}\[\]()#+!|>~-])", r"\\\1", text)


class Refused(Exception):
    def __init__(self, status, error, message):
        self.status, self.error, self.message = status, error, message


class Notify(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def answered(self, work):
        try:
            self.authorise()
            status, body = work()
        except Refused as refused:
            error = {"error": refused.error, "message": refused.message}
            status, body = refused.status, {"status_code": refused.status, "errors": [error]}
        if status is None:
            # Accepted, and the line goes dead: the worst that can happen to a client.
            time.sleep(body)
            self.close_connection = True
            return
        self.answer(status, body)

    def authorise(self):
        header = self.headers.get("Authorization", "")
        if not header.startswith("Bearer "):
            raise Refused(401, "AuthError", "Unauthorized: authentication token must be provided")
        token = header[len("Bearer ") :]
        try:
            if jwt.get_unverified_header(token) != {"typ": "JWT", "alg": "HS256"}:
                raise Refused(403, "AuthError", "Invalid token: algorithm used is not HS256")
            options = {"verify_iat": False, "verify_exp": False}
            claims = jwt.decode(token, SECRET, algorithms=["HS256"], options=options)
        except jwt.PyJWTError:
            raise Refused(403, "AuthError", "Invalid token: API key not found") from None
        if set(claims) != {"iss", "iat"} or claims["iss"] != SERVICE:
            raise Refused(403, "AuthError", "Invalid token: service not found")
        if abs(now() - int(claims["iat"])) > 30:
            raise Refused(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")

    def do_GET(self):
        self.answered(self.read)

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.posted = json.loads(self.rfile.read(length) or b"{}")
        self.answered(self.write)

    def read(self):
        address = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        parts = address.path.strip("/").split("/")
        if parts == ["v2", "notifications"]:
            return 200, self.several(query)
        if parts[:2] == ["v2", "notifications"] and len(parts) == 3:
            for sent in state["sent"]:
                if sent["id"] == parts[2]:
                    return 200, sent
            raise Refused(404, "NoResultFound", "No result found")
        if parts == ["v2", "templates"]:
            kinds = [query["type"]] if "type" in query else ["email", "sms", "letter"]
            return 200, {"templates": [shown(one) for one in known if known[one]["type"] in kinds]}
        if parts[:2] == ["v2", "template"] and (len(parts) == 3 or parts[3:] == ["version", "1"]):
            find(parts[2])
            return 200, shown(parts[2])
        raise Refused(404, "NoResultFound", "No result found")

    def several(self, query):
        if "reference" in query:
            state["looked_up"] += 1
        if unknown := set(query) - {"status", "template_type", "reference", "older_than", "include_jobs"}:
            raise Refused(400, "ValidationError", f"Additional properties are not allowed ({unknown})")
        found = [
            sent
            for sent in reversed(state["sent"])
            if query.get("reference", sent["reference"]) == sent["reference"]
            and query.get("status", sent["status"]) == sent["status"]
            and query.get("template_type", "email") == "email"
        ]
        if "older_than" in query:
            ids = [sent["id"] for sent in found]
            found = found[ids.index(query["older_than"]) + 1 :] if query["older_than"] in ids else []
        page = found[:250]
        links = {"current": f"http://{self.headers['Host']}{self.path}"}
        if page:
            links["next"] = f"http://{self.headers['Host']}/v2/notifications?older_than={page[-1]['id']}"
        return {"notifications": page, "links": links}

    def write(self):
        parts = urlsplit(self.path).path.strip("/").split("/")
        if parts[:2] == ["v2", "template"] and parts[3:] == ["preview"]:
            template = find(parts[2])
            subject, body = filled(template, self.posted.get("personalisation") or {}, [])
            return 200, {
                "id": parts[2],
                "type": template["type"],
                "version": 1,
                "subject": subject,
                "body": body,
                "html": f"<p>{body}</p>",
                "postage": None,
            }
        if parts == ["v2", "notifications", "email"]:
            return self.send_email()
        if parts[:2] == ["v2", "notifications"]:
            raise Refused(400, "BadRequestError", "Service is not allowed to send these messages")
        raise Refused(404, "NoResultFound", "No result found")

    def send_email(self):
        fault = state["faults"].pop(0) if state["faults"] else None
        if fault == "500":
            raise Refused(500, "Exception", "Internal server error")
        if fault == "503":
            raise Refused(503, "Exception", "Service unavailable")
        if fault == "429-rate":
            message = "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"
            raise Refused(429, "RateLimitError", message)
        if fault == "429-day":
            raise Refused(429, "TooManyRequestsError", "Exceeded send limits (250000) for today")
        if fault == "400":
            raise Refused(400, "BadRequestError", "Can't send to this recipient using a team-only API key")
        if fault == "400-address":
            raise Refused(400, "ValidationError", "email_address Not a valid email address")
        if fault == "403":
            raise Refused(403, "AuthError", "Invalid token: API key not found")
        if fault == "silence-before":
            return None, 3
        accepted = self.accept()
        return (None, 3) if fault == "silence" else (201, accepted)

    def accept(self):
        order = self.posted
        if unknown := set(order) - ALLOWED:
            raise Refused(400, "ValidationError", f"Additional properties are not allowed ({unknown})")
        for name in ("email_address", "template_id"):
            if not isinstance(order.get(name), str):
                raise Refused(400, "ValidationError", f"{name} is a required property")
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", order["email_address"]):
            raise Refused(400, "ValidationError", "email_address is not a valid email address")
        stop = order.get("one_click_unsubscribe_url")
        if stop is not None and not stop.startswith("https://"):
            raise Refused(400, "ValidationError", "one_click_unsubscribe_url is not a valid https url")
        template = find(order["template_id"])
        if template["type"] != "email":
            raise Refused(400, "BadRequestError", "sms template is not suitable for email notification")
        subject, body = filled(
            template, order.get("personalisation") or {}, order.get("sanitise_content_for") or []
        )
        if len(body.encode()) > 2_000_000:
            raise Refused(400, "BadRequestError", "Emails cannot be longer than 2000000 bytes.")
        host = self.headers["Host"]
        sent = {
            "id": str(uuid.uuid4()),
            "reference": order.get("reference"),
            "email_address": order["email_address"],
            "phone_number": None,
            **{f"line_{number}": None for number in range(1, 7)},
            "postcode": None,
            "postage": None,
            "type": "email",
            "status": "sending",
            "template": {"id": order["template_id"], "version": 1, "uri": f"http://{host}/v2/template/{order['template_id']}"},
            "body": body,
            "subject": subject,
            "created_at": stamp(),
            "created_by_name": None,
            "sent_at": None,
            "completed_at": None,
            "scheduled_for": None,
            "one_click_unsubscribe_url": stop,
            "is_cost_data_ready": True,
            "cost_in_pounds": 0.0,
            "cost_details": {},
        }
        state["sent"].append(sent)
        tell({"accepted": sent})
        return {
            "id": sent["id"],
            "reference": sent["reference"],
            "content": {
                "subject": subject,
                "body": body,
                "from_email": "alongside@notifications.service.gov.uk",
                "one_click_unsubscribe_url": stop,
            },
            "uri": f"http://{host}/v2/notifications/{sent['id']}",
            "template": sent["template"],
            "scheduled_for": None,
            "sanitised_content": order.get("sanitise_content_for") or [],
        }


def find(template):
    if template not in known:
        raise Refused(404, "NoResultFound", "No result found")
    return known[template]


def shown(one):
    template = known[one]
    return {
        "id": one,
        "name": "Letter",
        "type": template["type"],
        "created_at": "2026-01-05T09:00:00.000000Z",
        "updated_at": None,
        "version": 1,
        "created_by": "steward@alongside.example",
        "body": template["body"],
        "subject": template["subject"],
        "letter_contact_block": None,
        "postage": None,
        "personalisation": {name: {"required": True} for name in names(template)},
    }


def filled(template, values, to_sanitise):
    missing = sorted(set(names(template)) - set(values))
    if missing:
        raise Refused(400, "BadRequestError", f"Missing personalisation: {', '.join(missing)}")
    if unknown := set(to_sanitise) - set(values):
        raise Refused(400, "BadRequestError", f"sanitise_content_for names no personalisation: {unknown}")

    def value(match):
        text = str(values[match[1]])
        return sanitised(text) if match[1] in to_sanitise else text

    def fill(text):
        return re.sub(r"\(\(([^)]+)\)\)", value, text)

    return fill(template["subject"] or ""), fill(template["body"])


def report(order):
    request = urllib.request.Request(order["to"], json.dumps(order["report"]).encode(), method="POST")
    request.add_header("Content-Type", "application/json")
    if order.get("token") is not None:
        request.add_header("Authorization", f"Bearer {order['token']}")
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            tell({"reported": answer.status})
    except urllib.error.HTTPError as error:
        tell({"reported": error.code})


subject, content = json.loads(sys.stdin.readline())
known = templates(content, subject)
server = ThreadingHTTPServer(("127.0.0.1", 0), Notify)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
tell({"port": server.server_address[1]})
# The story holds the other end of standard input: when it ends, so do we.
for line in sys.stdin:
    order = json.loads(line)
    if "report" in order:
        report(order)
    elif "ask" in order:
        tell({"sent": len(state["sent"]), "looked_up": state["looked_up"]})
    else:
        state.update(order)
        tell({"taken": list(order)})
