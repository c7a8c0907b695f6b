"""A Django site with moderated comments, in its own interpreter: what a visitor and a moderator do.

Arguments: the address of a server, its key. Prints what became of each comment.
"""

from __future__ import annotations

import json
import socket
import sys

import django
from django.conf import settings
from tests.integrations.patience import told_how_long

url, key, advert, reader = sys.argv[1:]
settings.configure(
    SECRET_KEY="for tests", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SITE_ID=1, USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=[
        "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
        "django.contrib.messages", "django.contrib.sites", "django.contrib.flatpages",
        "django_comments",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    COMMENTGUARD_URL=url, COMMENTGUARD_KEY=key, COMMENTGUARD_BLOG="https://blog.example",
)  # fmt: skip
django.setup()

import commentguard_moderation  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.flatpages.models import FlatPage  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import include, path  # noqa: E402
from django_comments import get_form, get_model  # noqa: E402
from django_comments.moderation import moderator  # noqa: E402

urlpatterns = [path("comments/", include("django_comments.urls"))]
call_command("migrate", verbosity=0)
page = FlatPage.objects.create(url="/post/", title="A post", content="About tomatoes")
moderator.register(FlatPage, commentguard_moderation.CommentGuardModerator)
Comment = get_model()


def visit(text: str, name: str) -> bool:
    """Post a comment as a visitor; whether it is public."""
    form = get_form()(page)
    data = {**form.generate_security_data(), "honeypot": "", "name": name, "comment": text,
            "email": f"{name.split()[-1].lower()}@mail.example", "url": ""}  # fmt: skip
    answer = Client(REMOTE_ADDR="203.0.113.9").post("/comments/post/", data)
    assert answer.status_code == 302, answer.content
    public: bool = Comment.objects.latest("id").is_public
    return public


staff = Client()
staff.force_login(User.objects.create_superuser("anna", "anna@blog.example", "x"))


def press(view: str, text: str) -> None:
    number = Comment.objects.get(comment=text).pk
    assert staff.post(f"/comments/{view}/{number}/", {}).status_code == 302


found: dict[str, object] = {
    "advert": visit(advert, "Slate Roofing"),
    "reader": visit(reader, "Renée Jones"),
}
press("approve", advert)
press("delete", reader)
found["advert_again"] = visit(advert, "Slate Roofing")
with override_settings(COMMENTGUARD_URL="http://127.0.0.1:1"):
    found["refused"] = visit(reader + " One.", "Ida Berg")
with override_settings(COMMENTGUARD_KEY="0123456789ff"):
    found["wrong_key"] = visit(reader + " Two.", "Ida Berg")
with socket.create_server(("127.0.0.1", 0)) as silent:
    found["patience"] = told_how_long(commentguard_moderation._opener)
    with override_settings(COMMENTGUARD_URL=f"http://127.0.0.1:{silent.getsockname()[1]}"):
        found["silent"] = visit(reader + " Three.", "Ida Berg")
sys.stdout.write(json.dumps(found))
