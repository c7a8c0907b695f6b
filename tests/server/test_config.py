"""Settings: three layers, and nothing mistyped goes unnoticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from commentguard.errors import DataError
from commentguard.server.config import Config


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Config().to_mapping():
        monkeypatch.delenv(f"COMMENTGUARD_{name.upper()}", raising=False)
    monkeypatch.delenv("COMMENTGUARD_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)


def test_file_then_environment_then_flags(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("commentguard.toml").write_text('port = 1\nhost = "a"\nworkers = 3\n', "utf-8")
    monkeypatch.setenv("COMMENTGUARD_PORT", "2")
    monkeypatch.setenv("COMMENTGUARD_HOST", "b")
    config = Config.load(flags={"host": "c", "model": None})
    assert (config.workers, config.port, config.host) == (3, 2, "c")


def test_a_file_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    Path("commentguard.toml").write_text("port = 1\n", "utf-8")
    other = tmp_path / "other.toml"
    other.write_text("port = 5\n", "utf-8")
    assert Config.load(other).port == 5
    monkeypatch.setenv("COMMENTGUARD_CONFIG", str(other))
    assert Config.load().port == 5
    with pytest.raises(DataError):
        Config.load(tmp_path / "absent.toml")


def test_a_mark_of_utf_8_belongs_to_no_setting() -> None:
    Path("commentguard.toml").write_text("port = 1\n", "utf-8-sig")
    assert Config.load().port == 1


@pytest.mark.parametrize(
    ("line", "meant"),
    [("trusted_proxy = []", "trusted_proxies"), ("Port = 1", "port"), ("ratee = 1", "rate")],
)
def test_a_mistyped_setting_is_refused_with_what_was_meant(line: str, meant: str) -> None:
    Path("commentguard.toml").write_text(line + "\n", "utf-8")
    with pytest.raises(DataError, match=f"did you mean '{meant}'"):
        Config.load()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("DATABASE_URI", "DATABASE_URL"), ("HOEM", "HOME"), ("PROT", "PORT"), ("MDOEL", "MODEL"),
        ("TRUSTED_PROXY", "TRUSTED_PROXIES"), ("LOGLEVEL", "LOG_LEVEL"),
    ],
)  # fmt: skip
def test_a_mistyped_variable_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, meant: str
) -> None:
    monkeypatch.setenv(f"COMMENTGUARD_{name}", "x")
    with pytest.raises(DataError, match=f"unknown setting .*did you mean 'COMMENTGUARD_{meant}'"):
        Config.load()


@pytest.mark.parametrize(
    "name",
    [
        # Of the laboratory, of plugins, of tests, of an orchestrator.
        "DATA", "MIRROR", "URL", "KEY", "BLOG", "TIMEOUT", "REMOVED_IS_SPAM", "TEST_POSTGRES",
        "TEST_BASE", "TEST_EXAMPLES", "TEST_KILLS", "TEST_PLATFORMS", "SERVICE_HOST",
        "SERVICE_PORT", "PORT_8080_TCP_ADDR", "SOMETHING_ELSE",
    ],
)  # fmt: skip
def test_a_variable_that_is_not_a_servers_is_nobodys_mistake(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"COMMENTGUARD_{name}", "x")
    Config.load()


@pytest.mark.parametrize(
    "line",
    [
        'port = "x"', "port = true", "port = -1", "workers = 0", "rate = true", "local_open = 7",
        "hosts = [1]", 'trusted_proxies = ["10.0.0.0/33"]', 'trusted_proxies = ["proxy"]',
        'log_level = "loud"', "home = 5", "= 1", "keep_published_days = 0",
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused(line: str) -> None:
    Path("commentguard.toml").write_text(line + "\n", "utf-8")
    with pytest.raises(DataError):
        Config.load()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PORT", "abc", "port in the environment: must be a whole number, not 'abc'"),
        ("RATE", "fast", "rate in the environment: must be a number, not 'fast'"),
        ("PORT", "65536", "port must be at most 65535"),
    ],
)
def test_a_wrong_number_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(f"COMMENTGUARD_{name}", value)
    with pytest.raises(DataError) as refused:
        Config.load()
    assert str(refused.value) == told


def test_a_number_that_is_a_list_is_refused() -> None:
    Path("commentguard.toml").write_text("rate = [1]\n", "utf-8")
    with pytest.raises(DataError, match="rate in the file: must be a number"):
        Config.load()


def test_lists_and_switches_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMENTGUARD_HOSTS", "guard.example, localhost")
    monkeypatch.setenv("COMMENTGUARD_LOCAL_OPEN", "true")
    monkeypatch.setenv("COMMENTGUARD_TRUSTED_PROXIES", "10.0.0.0/8,::1")
    config = Config.load()
    assert config.hosts == ("guard.example", "localhost")
    assert config.local_open
    assert len(config.proxies) == 2


def test_what_is_exported_is_what_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are processes of their own and read the settings from their environment."""
    config = Config(home=Path("x"), hosts=("a", "b"), rate=0.5, local_open=True, port=0)
    for name, value in config.exported().items():
        monkeypatch.setenv(name, value)
    assert Config.load() == config


def test_a_password_is_not_shown() -> None:
    config = Config(database_url="postgresql://guard:s3c@ret@db.example/guard")
    assert "s3c" not in str(config.to_mapping(redact=True))
    assert "db.example/guard" in str(config.to_mapping(redact=True))
