"""WordPress from Debian's package with its own Akismet plugin, pointed here by our plugin."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.integrations.guard_server import GuardServer
from tests.integrations.needs import needs
from tests.integrations.wordpress.blog import SOURCE, Blog

ADVERT = "Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield."
SWINDLE = (
    "I lost everything until Mrs Adele Frost traded bitcoin for me: guaranteed profit of $900 daily. "
    "Message her on WhatsApp +44 7700 900461 now."
)
READER = "Thanks, the tip about cold frames saved my tomatoes this spring."


@pytest.fixture(scope="module")
def platform() -> None:
    """Asked for first, so that no server is started for nothing."""
    needs("php", "mariadbd", "mariadb-install-db", SOURCE / "wp-load.php")


@pytest.fixture(scope="module")
def blog(
    platform: None, tmp_path_factory: pytest.TempPathFactory, guard_server: GuardServer
) -> Iterator[Blog]:
    """One blog for the module, its key entered on the plugin's settings page."""
    blog = Blog(tmp_path_factory.mktemp("wordpress"))
    try:
        blog.guarded_by(guard_server.url)
        assert blog.enter_key("0123456789ff") == "", "a key that opens nothing was saved"
        assert blog.enter_key(guard_server.key) == guard_server.key
        yield blog
        assert blog.complaints() == []
    finally:
        blog.stop()


def test_an_advert_lands_in_spam_and_a_reader_does_not(
    blog: Blog, guard_server: GuardServer
) -> None:
    blog.visit(ADVERT, "Slate Roofing Leeds")
    blog.visit(READER, "Renée Jones")
    assert blog.status_of(ADVERT) == "spam"
    assert blog.status_of(READER) == "approved"
    assert ADVERT in guard_server.held()
    assert READER not in guard_server.held()


def test_the_buttons_reach_us_and_are_heeded(blog: Blog, guard_server: GuardServer) -> None:
    advert, reader = f"{ADVERT} Open on Sundays.", f"{READER} And my beans."
    blog.visit(advert, "Slate Roofing Leeds")
    blog.visit(reader, "Anna Lind")
    before = len(guard_server.corrections())
    blog.press("unspam", advert)
    blog.press("spam", reader)
    said = guard_server.corrections()[before:]
    assert [(c.label, c.kind) for c in said] == [("ham", "false_positive"), ("spam", "miss")]
    assert {c.note for c in said} == {"reported by admin"}
    # What a moderator let through waits in Pending. Checking it again must not bring it back.
    assert blog.status_of(advert) in ("unapproved", "approved")
    blog.check_again()
    assert blog.status_of(advert) != "spam"
    assert blog.status_of(reader) == "spam"


def test_trackbacks_are_checked(blog: Blog, guard_server: GuardServer) -> None:
    answer = blog.admin.post(
        "/wp-trackback.php?p=1",
        data={"title": "Cheap roofs", "url": "http://roofs.example/x", "blog_name": "Cheap Roofs",
              "excerpt": ADVERT},
    )  # fmt: skip
    assert answer.status_code == 200
    assert any(ADVERT in text for text in guard_server.held())


def test_a_server_that_is_down_costs_the_visitor_nothing(
    blog: Blog, guard_server: GuardServer
) -> None:
    text = f"{READER} Nobody was home."
    guard_server.stop()
    try:
        waited = blog.visit(text, "Paul Weir")
    finally:
        guard_server.restart()
    assert waited == [2]
    assert blog.status_of(text) == "unapproved"
    # Checked once we are back, it is let through by us and waits for its moderator.
    assert blog.check_again()["processed"] >= 1
    assert blog.status_of(text) != "spam"


def test_an_advert_that_came_while_we_were_down_is_caught_later(
    blog: Blog, guard_server: GuardServer
) -> None:
    # Not the roofer: a moderator let that advert through above, and the site has learned it.
    text = f"{SWINDLE} Nobody was home."
    guard_server.stop()
    try:
        blog.visit(text, "Grace Hill")
    finally:
        guard_server.restart()
    assert blog.status_of(text) == "unapproved"
    blog.check_again()
    assert blog.status_of(text) == "spam"


@contextmanager
def answering(answer: bytes | None) -> Iterator[str]:
    """A server that gives everybody the same bytes, or none at all."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        kept: list[socket.socket] = []

        def serve() -> None:
            while True:
                try:
                    caller, _ = listener.accept()
                except OSError:
                    return
                kept.append(caller)
                if answer is not None:
                    caller.recv(65536)
                    caller.sendall(answer)
                    caller.shutdown(socket.SHUT_RDWR)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)
        for caller in kept:
            caller.close()


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\ntrue",
        b"HTTP/1.1 429 Busy\r\nContent-Length: 5\r\n\r\nfalse",
        b"HTTP/1.1 302 Away\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ntrue\n",
        b"nonsense\r\n\r\n",
    ],
    ids=["silence", "500", "429", "redirect", "newline", "nonsense"],
)
def test_whatever_goes_wrong_the_comment_waits(
    blog: Blog, guard_server: GuardServer, answer: bytes | None, request: pytest.FixtureRequest
) -> None:
    text = f"{READER} {request.node.callspec.id}"
    with answering(answer) as url:
        blog.guarded_by(url)
        waited = blog.visit(text, "Ida Berg")
    blog.guarded_by(guard_server.url)
    assert blog.status_of(text) == "unapproved"
    assert waited == [2]


@pytest.mark.parametrize(
    "url", ["", "guard.example", "ftp://guard.example", "https://rest.akismet.com"]
)
def test_without_a_usable_setting_nothing_leaves_and_everything_waits(
    blog: Blog, guard_server: GuardServer, url: str
) -> None:
    text = f"{READER} Set to {url or 'nothing'}."
    blog.guarded_by(url)
    try:
        waited = blog.visit(text, "Ole Sand")
        assert "COMMENTGUARD_URL" in blog.admin.get("/wp-admin/index.php").text
    finally:
        blog.guarded_by(guard_server.url)
    assert blog.status_of(text) == "unapproved"
    assert waited == []
