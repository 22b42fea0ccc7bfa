"""Drives the stand-in for GOV.UK Notify with Notify's own Python client, call by call, and tells what came back."""

import json
import sys

from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

address, key, template, placeholders = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4].split(",")
client = NotificationsAPIClient(key, base_url=address)
values = {name: "" for name in placeholders} | {"text_1": "A *letter* from https://bad.example/ for you"}


def refused(call, *arguments, **named):
    try:
        call(*arguments, **named)
    except HTTPError as error:
        return [error.status_code, error.message[0]["error"]]
    return "accepted"


sent = client.send_email_notification(
    "sian@example.org",
    template,
    personalisation=values,
    reference="one",
    one_click_unsubscribe_url="https://alongside.example/stop/x",
    sanitise_content_for=["text_1"],
)
client.send_email_notification("dafydd@example.org", template, personalisation=values, reference="two")
by_id = client.get_notification_by_id(sent["id"])
wrong = NotificationsAPIClient(key[:-1] + "1", base_url=address)
print(
    json.dumps(
        {
            "sent": sent,
            "by_id": by_id,
            "by_reference": [one["id"] for one in client.get_all_notifications(reference="one")["notifications"]],
            "all": len(list(client.get_all_notifications_iterator())),
            "sending": len(client.get_all_notifications(status="sending", template_type="email")["notifications"]),
            "template": client.get_template(template),
            "version": client.get_template_version(template, 1)["version"],
            "templates": len(client.get_all_templates("email")["templates"]),
            "preview": client.post_template_preview(template, values)["body"],
            "missing": refused(client.send_email_notification, "sian@example.org", template),
            "no_address": refused(client.send_email_notification, "nobody", template, personalisation=values),
            "plain_stop": refused(
                client.send_email_notification,
                "sian@example.org",
                template,
                personalisation=values,
                one_click_unsubscribe_url="http://alongside.example/stop/x",
            ),
            "text_message": refused(client.send_sms_notification, "07700900123", template),
            "wrong_key": refused(wrong.get_template, template),
            "no_template": refused(client.get_template, "00000000-0000-0000-0000-000000000000"),
        }
    ),
    flush=True,
)
# The story holds the other end of standard input: when it ends, so do we.
sys.stdin.read()
