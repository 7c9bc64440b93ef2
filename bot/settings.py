"""What a person may set from outside: read once, typed, frozen, shy of its secrets.

Knows nothing of what the values are used for.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.exchange import Exchange, Rate, known_currency, parse_rates

PACKAGED_DOCUMENTS = Path(__file__).resolve().parent.parent / "knowledge" / "roles"
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class SettingsError(Exception):
    """A setting cannot be used; the message names it and says what would do."""


def _database_in(known: dict[str, Any]) -> str:
    return f"sqlite:///{known.get('data_dir', Path('data')).as_posix()}/advisor.db"


class Settings(BaseSettings):
    """The settings of one process, from the environment and from `.env`."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        case_sensitive=True,
        populate_by_name=True,
        extra="ignore",
        frozen=True,
    )

    telegram_bot_token: SecretStr | None = Field(
        default=None,
        validation_alias="TELEGRAM_BOT_TOKEN",
        description="The bot's token from @BotFather; without it `run` talks in the terminal",
    )
    telegram_api_url: str = Field(
        default="https://api.telegram.org",
        validation_alias="TELEGRAM_API_URL",
        description="A Bot API server: what stands before `/bot<token>/`",
    )
    webhook_url: str | None = Field(
        default=None,
        validation_alias="WEBHOOK_URL",
        description="The bot's public address; set, Telegram calls it, else the bot asks Telegram",
    )
    webhook_secret: SecretStr | None = Field(
        default=None,
        validation_alias="WEBHOOK_SECRET",
        description="Proves that a webhook call is Telegram's: letters, digits, `_` and `-`",
    )
    port: int = Field(
        default=8080,
        ge=1,
        le=65535,
        validation_alias="PORT",
        description="The port on which the webhook listens",
    )
    data_dir: Path = Field(
        default=Path("data"),
        validation_alias="ADVISOR_DATA_DIR",
        description="The folder for the index and the SQLite database",
    )
    database_url: str = Field(
        default_factory=_database_in,
        repr=False,  # it may carry a password
        validation_alias="DATABASE_URL",
        description="The database, as SQLAlchemy writes it",
    )
    documents: Path = Field(
        default=PACKAGED_DOCUMENTS,
        validation_alias="ADVISOR_DOCUMENTS",
        description="The folder with the role documents",
    )
    admins: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(),
        validation_alias="ADVISOR_ADMINS",
        description="Telegram user ids that may reindex from the chat, comma-separated",
    )
    default_role: str | None = Field(
        default="back-end-systems-developer",
        validation_alias="ADVISOR_DEFAULT_ROLE",
        description="The role that is meant when a question names none, by name or alias; "
        "an answer says so. Where no document is of it, the first one",
    )
    default_market: str | None = Field(
        default="Sri Lanka",
        validation_alias="ADVISOR_DEFAULT_MARKET",
        description="The market that is meant when a question names none; an answer says so",
    )
    encoder: str | None = Field(
        default=None,
        validation_alias="ADVISOR_ENCODER",
        description="Name or path of a sentence-transformers model",
    )
    currency: str | None = Field(
        default=None,
        validation_alias="ADVISOR_CURRENCY",
        description="The askers' own currency, like `LKR`: pay in another one is shown in it too, "
        "where a rate is set",
    )
    rates: Annotated[tuple[Rate, ...], NoDecode] = Field(
        default=(),
        validation_alias="ADVISOR_RATES",
        description="Rates of exchange with their days, comma-separated: "
        "`USD:LKR=301.5@2026-11-01` where a dollar was worth 301.5 rupees",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the names in capitals alone: a shell's stray `port` or `documents` is not ours."""
        for source in (env_settings, dotenv_settings):
            if isinstance(source, EnvSettingsSource):
                source.env_vars = {
                    name: value for name, value in source.env_vars.items() if name.isupper()
                }
        return init_settings, env_settings, dotenv_settings

    @model_validator(mode="before")
    @classmethod
    def _blank_is_not_set(cls, values: dict[str, Any]) -> dict[str, Any]:
        stripped = {
            name: value.strip() if isinstance(value, str) else value
            for name, value in values.items()
        }
        return {name: value for name, value in stripped.items() if value != ""}

    @field_validator("data_dir", "documents")
    @classmethod
    def _home_spelled_out(cls, value: Path) -> Path:
        return value.expanduser()  # no shell has done it for a line of `.env`

    @field_validator("admins", mode="before")
    @classmethod
    def _split_by_comma(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        ids = [part.strip() for part in value.split(",") if part.strip()]
        if not all(part.isdecimal() for part in ids):
            raise ValueError("user ids are whole numbers with commas between, like 12345,67890")
        return ids

    @field_validator("telegram_api_url", "webhook_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is not None and not _WEB_ADDRESS.fullmatch(value):
            raise ValueError("a web address starts with https:// or http://")
        return value.rstrip("/") if value else value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_that_telegram_takes(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("it takes 1 to 256 letters, digits, _ and - only")
        return value

    @field_validator("currency")
    @classmethod
    def _currency_that_there_is(cls, value: str | None) -> str | None:
        return known_currency(value) if value else None

    @field_validator("rates", mode="before")
    @classmethod
    def _dated_rates(cls, value: object) -> object:
        return parse_rates(value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _rates_lead_to_the_currency(self) -> Self:
        if self.rates and self.currency is None:
            raise ValueError("ADVISOR_RATES is set: set ADVISOR_CURRENCY too, like LKR")
        astray = [rate for rate in self.rates if rate.target != self.currency]
        if astray:
            pair = f"{astray[0].base}:{astray[0].target}"
            raise ValueError(f"ADVISOR_RATES: {pair} does not lead to {self.currency}")
        return self

    @property
    def exchange(self) -> Exchange:
        """The askers' currency with the rates that lead to it."""
        return Exchange(self.currency, self.rates)

    @property
    def ships_its_documents(self) -> bool:
        """Whether the role documents are the packaged ones, which are not a person's to edit."""
        return self.documents.resolve() == PACKAGED_DOCUMENTS

    @property
    def index_dir(self) -> Path:
        """Where the generations of the index lie."""
        return self.data_dir / "index"

    def redact(self, text: str) -> str:
        """Return the text with every secret of these settings struck out."""
        secrets = [self.telegram_bot_token, self.webhook_secret]
        words = [secret.get_secret_value() for secret in secrets if secret]
        password = re.search(r"://[^:@/]*:([^@/]+)@", self.database_url)
        for word in words + ([password[1]] if password else []):
            text = text.replace(word, "***")
        return text


def load_settings() -> Settings:
    """Read the environment and `.env`, or say in one line which setting is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        lines = "; ".join(_complaint(detail) for detail in error.errors() if _has_cause(detail))
        raise SettingsError(f"{lines}. Correct it in .env or in the environment.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"Cannot read .env: {error}. Save it as plain UTF-8 text.") from None


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as the papers list it."""

    name: str
    default: str
    """As a person would write it; empty where nothing is set."""
    meaning: str


def settings_table() -> tuple[SettingRow, ...]:
    """List every setting in the order of the class."""
    return tuple(
        SettingRow(str(field.validation_alias), _default(name), field.description or "")
        for name, field in Settings.model_fields.items()
    )


def env_example() -> str:
    """Write the text of `.env.example`: every setting, its meaning and its default."""
    head = "# Copy this file to .env and set what you need; what is empty keeps its default.\n"
    rows = (
        f"\n# {row.meaning}"
        + (f" (default: {row.default})" if row.default else "")
        + f"\n{row.name}=\n"
        for row in settings_table()
    )
    return head + "".join(rows)


def _default(name: str) -> str:
    special = {"documents": "the shipped ones", "encoder": "the packaged all-MiniLM-L6-v2"}
    default = Settings.model_fields[name].get_default(call_default_factory=True, validated_data={})
    return special.get(name, "" if default in (None, frozenset(), ()) else str(default))


def _has_cause(detail: ErrorDetails) -> bool:
    return detail["type"] != "default_factory_not_called"  # only the echo of another complaint


def _complaint(detail: ErrorDetails) -> str:
    reason = detail["msg"].removeprefix("Value error, ")
    if not detail["loc"]:
        return reason  # on several settings, which it names
    name = str(detail["loc"][0])
    reason = reason[:1].lower() + reason[1:]
    return f"{name} {reason}" if _is_secret(name) else f"{name}={detail['input']!r}: {reason}"


def _is_secret(name: str) -> bool:
    return name in {"TELEGRAM_BOT_TOKEN", "WEBHOOK_SECRET", "DATABASE_URL"}
