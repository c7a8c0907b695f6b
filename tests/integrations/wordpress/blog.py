"""A WordPress of one's own: Debian's files, a database of its own, PHP's web server."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
from tests.integrations.processes import Running, until

from commentguard.testing.process import free_port

SOURCE = Path("/usr/share/wordpress")
PLUGIN = Path(__file__).parents[3] / "integrations" / "wordpress" / "commentguard.php"
PASSWORD = "a password for tests"

_CONFIG = """<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', '{url}');
define('WP_SITEURL', '{url}');
define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', true);
define('WP_DEBUG_DISPLAY', false);
define('WP_DEBUG_LOG', '{log}');
define('COMMENTGUARD_URL', trim((string) file_get_contents('{guard}')));
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""

_INSTALL = """
define('WP_INSTALLING', true);
require 'wp-load.php';
require 'wp-admin/includes/upgrade.php';
wp_install('Blog', 'admin', 'admin@blog.example', true, '', $argv[1]);
update_option('comment_moderation', 0);
update_option('comment_previously_approved', 0);
update_option('active_plugins', ['akismet/akismet.php']);
"""

_STATE = """
require 'wp-load.php';
$found = [];
foreach (get_comments(['status' => 'any', 'order' => 'ASC', 'orderby' => 'comment_ID']) as $c)
    $found[] = ['id' => (int) $c->comment_ID, 'text' => $c->comment_content,
                'status' => wp_get_comment_status($c)];
echo json_encode($found);
"""


_PATIENCE = """<?php
// Last of all, so that what nobody answered here is what leaves.
add_filter('pre_http_request', function ($early, $args, $url) {{
    if (false === $early)
        file_put_contents('{log}', json_encode([$url, $args['timeout']]) . PHP_EOL, FILE_APPEND);
    return $early;
}}, PHP_INT_MAX, 3);
"""


class Blog:
    """One installed WordPress with the Akismet plugin active and our must-use plugin in place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "site"
        self._guard = folder / "guard-url"
        self._guard.write_text("")
        self._asked = folder / "asked"
        self._visitors = 10
        self.database = _database(folder)
        self.url = f"http://127.0.0.1:{free_port()}"
        self._install()
        self._php = Running(
            ["php", "-d", "log_errors=1", "-S", self.url.removeprefix("http://"), "-t", self.root],
            folder / "php.log", {"PHP_CLI_SERVER_WORKERS": "4"},
        )  # fmt: skip
        self.admin = httpx.Client(base_url=self.url, follow_redirects=True, timeout=60)
        until(lambda: self.admin.get("/wp-login.php").status_code == 200)
        self.admin.post(
            "/wp-login.php", data={"log": "admin", "pwd": PASSWORD, "testcookie": "1"}
        ).raise_for_status()

    def stop(self) -> None:
        self.admin.close()
        self._php.stop()
        self.database.stop()

    def guarded_by(self, url: str) -> None:
        """Point the plugin at a server."""
        self._guard.write_text(url)

    def visit(self, text: str, author: str) -> list[float]:
        """Post a comment as a visitor, each from addresses of its own: WordPress refuses a
        second comment within 15 seconds. Returns how many seconds each request that left the blog
        might have taken: what the visitor waits at most, whatever the machine does meanwhile.
        """
        self._asked.write_text("")
        self._visitors += 1
        email = f"reader{self._visitors}@mail.example"
        transport = httpx.HTTPTransport(local_address=f"127.0.7.{self._visitors}")
        with httpx.Client(base_url=self.url, transport=transport, timeout=60) as visitor:
            answer = visitor.post(
                "/wp-comments-post.php",
                data={"comment_post_ID": "1", "comment": text, "author": author, "email": email},
            )
        assert answer.status_code == 302, answer.text
        return [
            patience
            for url, patience in map(json.loads, self._asked.read_text().splitlines())
            if not url.startswith(self.url)
        ]

    def comments(self) -> list[dict[str, Any]]:
        """All comments with their status: approved, unapproved (pending) or spam."""
        found: list[dict[str, Any]] = json.loads(self.php(_STATE))
        return found

    def status_of(self, text: str) -> str:
        return next((c["status"] for c in self.comments() if c["text"] == text), "")

    def press(self, action: str, text: str) -> None:
        """Follow a link of the comment list: `spam` or `unspam`, as a moderator without script."""
        number = next(c["id"] for c in self.comments() if c["text"] == text)
        for listing in ("all", "moderated", "spam"):
            page = self.admin.get(f"/wp-admin/edit-comments.php?comment_status={listing}").text
            for link in re.findall(r"""href=['"]([^'"]*action=\w+comment[^'"]*)['"]""", page):
                target = html.unescape(link)
                if f"action={action}comment" in target and re.search(rf"\bc={number}\b", target):
                    self.admin.get(urljoin("/wp-admin/", target)).raise_for_status()
                    return
        raise AssertionError(f"no link {action} for comment {number}")

    def enter_key(self, key: str) -> str:
        """Save a key on Akismet's settings page; the key that WordPress then has."""
        page = self.admin.get("/wp-admin/options-general.php?page=akismet-key-config&view=start")
        nonce = re.search(r'name="_wpnonce" value="(\w+)"', page.text)
        assert nonce, page.text
        self.admin.post(
            "/wp-admin/options-general.php?page=akismet-key-config",
            data={"action": "enter-key", "key": key, "_wpnonce": nonce[1]},
        ).raise_for_status()
        return self.php("require 'wp-load.php'; echo get_option('wordpress_api_key');")

    def check_again(self) -> dict[str, Any]:
        """The button "Check for Spam": every pending comment is sent again. How many there were."""
        page = self.admin.get("/wp-admin/edit-comments.php?comment_status=moderated").text
        nonce = re.search(r'data-nonce="(\w+)"', page)
        assert nonce, page
        answer = self.admin.post(
            "/wp-admin/admin-ajax.php",
            data={"action": "akismet_recheck_queue", "nonce": nonce[1], "offset": "0"},
        )
        counts: dict[str, Any] = answer.raise_for_status().json()["counts"]
        return counts

    def php(self, code: str, *arguments: str) -> str:
        done = subprocess.run(
            ["php", "-d", "display_errors=stderr", "-r", code, "--", *arguments],
            cwd=self.root, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def complaints(self) -> list[str]:
        """What PHP complained about in our plugin."""
        log = self.folder / "debug.log"
        lines = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
        return [line for line in lines if PLUGIN.name in line]

    def _install(self) -> None:
        # A copy, because WordPress takes the folder that its files really lie in for its own.
        ignore = shutil.ignore_patterns("wp-config.php", ".htaccess", "languages")
        shutil.copytree(SOURCE, self.root, ignore=ignore)
        extra = self.root / "wp-content" / "mu-plugins"
        extra.mkdir()
        shutil.copy(PLUGIN, extra)
        (extra / "patience.php").write_text(_PATIENCE.format(log=self._asked))
        (self.root / "wp-config.php").write_text(
            _CONFIG.format(
                socket=self.folder / "mysql.sock", url=self.url, guard=self._guard,
                log=self.folder / "debug.log",
            )
        )  # fmt: skip
        self.php(_INSTALL, PASSWORD)


def _database(folder: Path) -> Running:
    data, socket = folder / "mysql", folder / "mysql.sock"
    common = ["--no-defaults", f"--datadir={data}"]
    owner = ["--user=root"]
    subprocess.run(
        ["mariadb-install-db", *common, *owner, "--auth-root-authentication-method=normal",
         "--skip-test-db"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    server = Running(
        ["mariadbd", *common, *owner, f"--socket={socket}", "--skip-networking",
         "--innodb-flush-log-at-trx-commit=0", f"--pid-file={folder / 'mysql.pid'}"],
        folder / "mysql.log",
    )  # fmt: skip
    client = ["mariadb", "--no-defaults", f"--socket={socket}", "--user=root", "-e"]

    def created() -> bool:
        made = subprocess.run(
            [*client, "CREATE DATABASE IF NOT EXISTS wordpress"], capture_output=True, check=False
        )
        return made.returncode == 0

    until(created)
    return server
