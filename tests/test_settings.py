"""The settings: what they read, what they refuse, what they never show."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.exchange import Exchange
from bot.settings import (
    PACKAGED_DOCUMENTS,
    Settings,
    SettingsError,
    env_example,
    load_settings,
    settings_table,
)

TOKEN = "123456:AAH-not-a-real-token"
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for row in settings_table():
        monkeypatch.delenv(row.name, raising=False)


def test_defaults_need_nothing_set() -> None:
    """With an empty environment everything lies in ./data and the shipped documents are read."""
    settings = load_settings()
    assert settings.database_url == "sqlite:///data/advisor.db"
    assert settings.documents == PACKAGED_DOCUMENTS
    assert settings.telegram_bot_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.default_market == "Sri Lanka"


def test_every_name_of_the_contract_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each documented variable reaches its field."""
    values = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": "http://127.0.0.1:8081/",
        "WEBHOOK_URL": "https://bot.example.org/hook/",
        "WEBHOOK_SECRET": "s_e-cret",
        "PORT": "9000",
        "DATABASE_URL": "postgresql://me:pw@db/advisor",
        "ADVISOR_DATA_DIR": "elsewhere",
        "ADVISOR_DOCUMENTS": "~/roles",
        "ADVISOR_ADMINS": "12, 34,",
        "ADVISOR_DEFAULT_ROLE": "nurse",
        "ADVISOR_DEFAULT_MARKET": "India",
        "ADVISOR_ENCODER": "some/model",
        "ADVISOR_CURRENCY": "lkr",
        "ADVISOR_RATES": "USD:LKR=301.5@2026-11-01, EUR:LKR=349@2026-10-30",
    }
    assert set(values) == {row.name for row in settings_table()}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == TOKEN
    assert settings.telegram_api_url == "http://127.0.0.1:8081"
    assert settings.webhook_url == "https://bot.example.org/hook"
    assert settings.webhook_secret is not None
    assert settings.port == 9000
    assert settings.database_url == "postgresql://me:pw@db/advisor"
    assert settings.data_dir == Path("elsewhere")
    assert settings.documents == Path.home() / "roles"
    assert settings.admins == frozenset({12, 34})
    assert (settings.default_role, settings.default_market) == ("nurse", "India")
    assert settings.encoder == "some/model"


def test_the_database_follows_the_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another data folder takes the default database with it."""
    monkeypatch.setenv("ADVISOR_DATA_DIR", "/srv/advisor")
    settings = load_settings()
    assert settings.database_url == "sqlite:////srv/advisor/advisor.db"
    assert settings.index_dir == Path("/srv/advisor/index")


def test_a_dotenv_file_is_read_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`.env` sets what the environment does not; lines of others are passed over."""
    (tmp_path / ".env").write_text("PORT=1111\nADVISOR_ADMINS=7\nSOMEBODY_ELSES=1\n", "utf-8")
    monkeypatch.setenv("PORT", "2222")
    settings = load_settings()
    assert (settings.port, settings.admins) == (2222, frozenset({7}))


@pytest.mark.parametrize("blank", ["", "   "])
def test_blank_is_not_set(blank: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty or blank value keeps the default, in every setting."""
    expected = load_settings()
    for row in settings_table():
        monkeypatch.setenv(row.name, blank)
    assert load_settings() == expected


def test_lower_case_names_are_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that only looks like a field of the class changes nothing."""
    monkeypatch.setenv("documents", "/srv/strangers")
    monkeypatch.setenv("port", "1")
    settings = load_settings()
    assert (settings.documents, settings.port) == (PACKAGED_DOCUMENTS, 8080)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("ADVISOR_ADMINS", "12,bob"),
        ("WEBHOOK_URL", "bot.example.org"),
        ("TELEGRAM_API_URL", "localhost:8081"),
    ],
)
def test_a_wrong_value_is_named_in_one_line(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The complaint is one line with the variable, the value and the next step."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    message = str(caught.value)
    assert f"{name}={value!r}" in message
    assert "Correct it in .env" in message
    assert "\n" not in message
    assert "DATABASE_URL" not in message


def test_a_wrong_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The complaint about a secret names the variable only."""
    monkeypatch.setenv("WEBHOOK_SECRET", "hunter2 with spaces")
    with pytest.raises(SettingsError, match="WEBHOOK_SECRET") as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)


def test_a_dotenv_file_that_is_no_text_is_an_error_in_words(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are the person's to mend, not a traceback."""
    (tmp_path / ".env").write_bytes(b"PORT=\xff\xfe\n")
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings()


def test_secrets_are_in_no_repr() -> None:
    """Neither repr nor str shows the token, the secret or the database's password."""
    settings = Settings(
        telegram_bot_token=TOKEN, webhook_secret="hush", database_url="postgresql://me:pass9@db/a"
    )
    shown = f"{settings!r} {settings}"
    assert "telegram_bot_token" in shown
    assert not any(secret in shown for secret in (TOKEN, "hush", "pass9"))


def test_redact_strikes_every_secret_out() -> None:
    """A text that carries secrets comes back without them."""
    settings = Settings(
        telegram_bot_token=TOKEN, webhook_secret="hush", database_url="postgresql://me:pass9@db/a"
    )
    text = f"https://api.telegram.org/bot{TOKEN}/getMe hush postgresql://me:pass9@db/a"
    assert (
        settings.redact(text)
        == "https://api.telegram.org/bot***/getMe *** postgresql://me:***@db/a"
    )


def test_settings_are_frozen() -> None:
    """What was read once stays."""
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]


def test_env_example_is_the_generated_one() -> None:
    """`.env.example` is what the class generates; `make .env.example` renews it."""
    assert (ROOT / ".env.example").read_text("utf-8") == env_example()


def test_env_example_as_it_stands_sets_nothing(tmp_path: Path) -> None:
    """A copy of the example that nobody filled in changes no setting."""
    expected = load_settings()
    (tmp_path / ".env").write_text(env_example(), "utf-8")
    assert load_settings() == expected


def test_every_setting_has_a_meaning() -> None:
    """Nothing can be set that is not explained."""
    assert len(settings_table()) == len(Settings.model_fields)
    assert all(row.meaning for row in settings_table())


def test_rates_lead_to_the_askers_currency(monkeypatch: pytest.MonkeyPatch) -> None:
    """Currency and rates come as one; a currency without rates converts nothing."""
    monkeypatch.setenv("ADVISOR_CURRENCY", "LKR")
    assert load_settings().exchange == Exchange("LKR")
    monkeypatch.setenv("ADVISOR_RATES", "USD:LKR=301.5@2026-11-01")
    rate = load_settings().exchange.rate("USD")
    assert rate is not None
    assert (str(rate.factor), rate.day.isoformat()) == ("301.5", "2026-11-01")


@pytest.mark.parametrize(
    ("currency", "rates", "said"),
    [
        ("", "USD:LKR=301.5@2026-11-01", "set ADVISOR_CURRENCY too"),
        ("LKR", "USD:EUR=0.9@2026-11-01", "USD:EUR does not lead to LKR"),
        ("LKR", "USD:LKR=301.5", "ADVISOR_RATES='USD:LKR=301.5': 'USD:LKR=301.5' is no dated rate"),
        ("rupees", "", "ADVISOR_CURRENCY='rupees': there is no currency RUPEES"),
    ],
)
def test_rates_that_cannot_hold_are_refused(
    currency: str, rates: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The complaint names the setting, what is wrong, and how it is written."""
    monkeypatch.setenv("ADVISOR_CURRENCY", currency)
    monkeypatch.setenv("ADVISOR_RATES", rates)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert said in str(refused.value)
    assert "Correct it in .env" in str(refused.value)
