"""Settings: read once from the environment and `.env`, frozen; every mistake is reported at once."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import PydanticBaseSettingsSource as Source

from assistant.core.errors import SettingsError

KINDS = ("postgresql://", "postgres://", "postgresql+psycopg://", "sqlite:///")
# A key goes there: over TLS, or to this machine.
SERVICE_URL = r"^(https://|http://(localhost|127\.0\.0\.1)[:/])[^\s/?#]*[^\s?#/]$"
Port = Annotated[int, Field(ge=0, le=65535)]


def _behind_tls(found: dict[str, Any]) -> bool:
    return str(found.get("base_url", "")).lower().startswith("https://")


class Settings(BaseSettings):
    """Every name below is an environment variable with the prefix RIGHTBACK_ (the model's two aside)."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    data: Path = Field(Path("var"), validation_alias="RIGHTBACK_DATA")
    database: str = Field("", validation_alias="RIGHTBACK_DATABASE")
    host: str = Field("127.0.0.1", validation_alias="RIGHTBACK_HOST")
    port: Port = Field(8025, validation_alias="RIGHTBACK_PORT")
    base_url: str = Field("", validation_alias="RIGHTBACK_BASE_URL")
    secure_cookies: bool = Field(
        default_factory=_behind_tls,
        validation_alias="RIGHTBACK_SECURE_COOKIES",
        description="on by itself where the base URL says https",
    )
    hosts: str = Field("", validation_alias="RIGHTBACK_HOSTS", description="further names, by commas")
    proxies: int = Field(
        0, validation_alias="RIGHTBACK_PROXIES", ge=0, le=5, description="how many before us are believed"
    )
    may_call: str = Field(
        "", validation_alias="RIGHTBACK_MAY_CALL", description="hosts inside our network, by commas"
    )
    secret_key: SecretStr = Field(SecretStr(""), validation_alias="RIGHTBACK_SECRET_KEY")
    old_keys: SecretStr = Field(
        SecretStr(""), validation_alias="RIGHTBACK_OLD_KEYS", description="older secret keys, by spaces"
    )
    second_factor: str = Field(
        "optional", validation_alias="RIGHTBACK_SECOND_FACTOR", pattern="^(optional|leads|everybody)$"
    )
    prompts: Path | None = Field(None, validation_alias="RIGHTBACK_PROMPTS")

    smtp_in_host: str = Field("127.0.0.1", validation_alias="RIGHTBACK_SMTP_IN_HOST")
    smtp_in_port: Port = Field(0, validation_alias="RIGHTBACK_SMTP_IN_PORT", description="0: no listener")
    imap_seconds: float = Field(
        60,
        validation_alias="RIGHTBACK_IMAP_SECONDS",
        ge=1,
        le=1500,
        description="between looks into all folders of a mailbox",
    )
    trusted_authserv: str = Field("", validation_alias="RIGHTBACK_TRUSTED_AUTHSERV")

    mailgun_signing_key: SecretStr = Field(
        SecretStr(""),
        validation_alias="RIGHTBACK_MAILGUN_SIGNING_KEY",
        description="of its webhooks; while it changes both, by spaces",
    )
    postmark_hook_login: SecretStr = Field(
        SecretStr(""), validation_alias="RIGHTBACK_POSTMARK_HOOK_LOGIN", description="user:password"
    )
    sendgrid_public_key: str = Field(
        "", validation_alias="RIGHTBACK_SENDGRID_PUBLIC_KEY", description="of its webhooks, by spaces"
    )
    ses_topics: str = Field(
        "", validation_alias="RIGHTBACK_SES_TOPICS", description="ARNs of SNS topics, by spaces"
    )

    gateway: str = Field(
        "folder", validation_alias="RIGHTBACK_GATEWAY", pattern="^(folder|smtp|mailgun|postmark)$"
    )
    outbox: Path | None = Field(None, validation_alias="RIGHTBACK_OUTBOX")
    smtp_host: str = Field("127.0.0.1", validation_alias="RIGHTBACK_SMTP_HOST")
    smtp_port: Port = Field(587, validation_alias="RIGHTBACK_SMTP_PORT")
    smtp_user: str = Field("", validation_alias="RIGHTBACK_SMTP_USER")
    smtp_password: SecretStr = Field(SecretStr(""), validation_alias="RIGHTBACK_SMTP_PASSWORD")
    smtp_tls: str = Field("starttls", validation_alias="RIGHTBACK_SMTP_TLS", pattern="^(none|starttls|tls)$")
    mailgun_domain: str = Field("", validation_alias="RIGHTBACK_MAILGUN_DOMAIN", pattern=r"^[\w.-]*$")
    mailgun_key: SecretStr = Field(SecretStr(""), validation_alias="RIGHTBACK_MAILGUN_KEY")
    mailgun_url: str = Field(
        "https://api.mailgun.net", validation_alias="RIGHTBACK_MAILGUN_URL", pattern=SERVICE_URL
    )
    postmark_token: SecretStr = Field(SecretStr(""), validation_alias="RIGHTBACK_POSTMARK_TOKEN")
    postmark_stream: str = Field("outbound", validation_alias="RIGHTBACK_POSTMARK_STREAM")
    postmark_url: str = Field(
        "https://api.postmarkapp.com", validation_alias="RIGHTBACK_POSTMARK_URL", pattern=SERVICE_URL
    )
    undo_seconds: int = Field(10, validation_alias="RIGHTBACK_UNDO_SECONDS", ge=0, le=300)

    model: str = Field("", validation_alias="RIGHTBACK_MODEL", description="empty: the composer alone")
    model_base_url: str = Field("", validation_alias="OPENAI_BASE_URL")
    model_key: SecretStr = Field(SecretStr(""), validation_alias="OPENAI_API_KEY")
    model_seconds: float = Field(60, validation_alias="RIGHTBACK_MODEL_SECONDS", gt=0, le=600)
    model_context_tokens: int = Field(8000, validation_alias="RIGHTBACK_MODEL_CONTEXT_TOKENS", ge=1000)
    model_at_once: int = Field(4, validation_alias="RIGHTBACK_MODEL_AT_ONCE", ge=1, le=64)

    model_size: str = Field(
        "", validation_alias="RIGHTBACK_MODEL_SIZE", pattern="^(|large|small)$", description="of the prompts"
    )
    model_reads: bool = Field(
        default=True,
        validation_alias="RIGHTBACK_MODEL_READS",
        description="it helps to understand messages, too",
    )
    model_price_in: float | None = Field(
        None,
        validation_alias="RIGHTBACK_MODEL_PRICE_IN",
        ge=0,
        le=1000,
        description="dollars for a million tokens",
    )
    model_price_out: float | None = Field(None, validation_alias="RIGHTBACK_MODEL_PRICE_OUT", ge=0, le=1000)
    model_day_dollars: float = Field(5, validation_alias="RIGHTBACK_MODEL_DAY_DOLLARS", ge=0, le=100_000)
    model_day_tokens: int = Field(2_000_000, validation_alias="RIGHTBACK_MODEL_DAY_TOKENS", ge=0)

    workers: int = Field(4, validation_alias="RIGHTBACK_WORKERS", ge=1, le=64)
    senders: int = Field(2, validation_alias="RIGHTBACK_SENDERS", ge=1, le=64)
    lease_seconds: float = Field(30, validation_alias="RIGHTBACK_LEASE_SECONDS", gt=0)
    sweep_seconds: float = Field(20, validation_alias="RIGHTBACK_SWEEP_SECONDS", gt=0)
    metrics_token: SecretStr = Field(SecretStr(""), validation_alias="RIGHTBACK_METRICS_TOKEN")
    log_level: str = Field(
        "info", validation_alias="RIGHTBACK_LOG_LEVEL", pattern="^(debug|info|warning|error)$"
    )

    @field_validator("data", "outbox", "prompts")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        return path.expanduser().absolute() if path else path

    @field_validator("database")
    @classmethod
    def _of_two_kinds(cls, url: str) -> str:
        if url and not url.startswith(KINDS):
            raise ValueError("has to begin with postgresql:// (or sqlite:///)")
        return url

    @field_validator("metrics_token")
    @classmethod
    def _not_guessed(cls, token: SecretStr) -> SecretStr:
        if 0 < len(token.get_secret_value()) < 16:
            raise ValueError("has to have 16 characters or more")
        return token

    @model_validator(mode="after")
    def _gateway_is_set_up(self) -> "Settings":
        given = {
            "RIGHTBACK_MAILGUN_DOMAIN": self.mailgun_domain,
            "RIGHTBACK_MAILGUN_KEY": self.mailgun_key.get_secret_value(),
            "RIGHTBACK_POSTMARK_TOKEN": self.postmark_token.get_secret_value(),
        }
        missing = [n for n, value in given.items() if not value and n.split("_")[1].lower() == self.gateway]
        if missing:
            raise ValueError(f"RIGHTBACK_GATEWAY={self.gateway} needs {' and '.join(missing)}")
        return self

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.data / 'rightback.sqlite'}"

    @property
    def database_file(self) -> Path | None:
        """None on PostgreSQL."""
        url = self.database_url
        return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None

    @property
    def outbox_folder(self) -> Path:
        return self.outbox or self.data / "outbox"

    def keys(self) -> tuple[bytes, ...]:
        """What signs and seals, newest first: the secret key of the settings, then those before it.

        Without one, a key is made once and kept beside the data, readable by its owner only; it goes on
        opening what it sealed after a secret key is set.
        """
        path = self.data / "form-key"
        named = [self.secret_key.get_secret_value(), *self.old_keys.get_secret_value().split()]
        keys = [key.encode() for key in named if key]
        if not self.secret_key.get_secret_value() and not path.exists():
            _make_key(path)
        kept = [path.read_bytes()] if path.exists() else []
        return tuple(keys + kept) if self.secret_key.get_secret_value() else tuple(kept + keys)

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: Source, *_others: Source, **_more: Source
    ) -> tuple[Source, ...]:
        del settings_cls
        return (init_settings,)  # `read` gives everything: nothing is looked up behind it

    @classmethod
    def read(cls, environment: Mapping[str, str], **given: object) -> "Settings":
        """Settings from a mapping; `NAME_FILE` names a file that holds the value of NAME.

        What is given by its name here wins over the mapping. SettingsError lists every wrong or missing
        variable in a sentence each, never the value.
        """
        wrong: list[str] = []
        values: dict[str, object] = {k: v for k, v in environment.items() if v != ""}
        for name in [name for name in environment if name.endswith("_FILE")]:
            try:
                values[name.removesuffix("_FILE")] = Path(environment[name]).read_text().strip()
            except OSError as error:
                if name.removesuffix("_FILE") in KNOWN:
                    wrong.append(f"{name}: the file cannot be read ({error.strerror})")
        values |= {str(cls.model_fields[name].validation_alias): value for name, value in given.items()}
        try:
            settings = cls(**values)  # type: ignore[arg-type]
        except ValidationError as error:
            wrong += [": ".join([*map(str, e["loc"]), e["msg"]]) for e in error.errors(include_input=False)]
        if wrong:
            raise SettingsError("The settings are not usable yet:\n" + "\n".join(f"  {w}" for w in wrong))
        return settings


KNOWN = frozenset(str(field.validation_alias) for field in Settings.model_fields.values())


def _make_key(path: Path) -> None:
    """Whole or not at all; of two processes that start together, one makes it and both read it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(16)}")
    beside.touch(mode=0o600)
    beside.write_bytes(secrets.token_bytes(32))
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def from_process(**given: object) -> Settings:
    """The settings of this process: what is given, else the environment, else `.env` in this folder."""
    return Settings.read(_laid_over(_dotenv(), os.environ), **given)


def _laid_over(below: Mapping[str, str], above: Mapping[str, str]) -> dict[str, str]:
    """A variable that is named above counts there alone, itself and its NAME_FILE."""
    named = {name.removesuffix("_FILE") for name in above}
    kept = {name: value for name, value in below.items() if name.removesuffix("_FILE") not in named}
    return {**kept, **above}


def _dotenv() -> dict[str, str]:
    return {name: value or "" for name, value in dotenv_values(".env").items()}
