"""The only file that names concrete adapters: settings become services, services become what runs."""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Protocol

import structlog

from assistant.channels.imap import connecting
from assistant.channels.imap.line import ImapLine
from assistant.channels.mail_json import MailJson
from assistant.channels.mailgun import Mailgun
from assistant.channels.postmark import Postmark
from assistant.channels.sendgrid import SendGrid
from assistant.channels.ses import Ses
from assistant.channels.smtp_in import Listener
from assistant.core.call import CallRecord
from assistant.core.checks import check as rules
from assistant.core.checks.finding import Finding
from assistant.core.context import Context
from assistant.core.draft import Proposal
from assistant.core.inquiry import Inquiry
from assistant.core.message import Channel
from assistant.core.ports import Gateway, Live, Now, Source
from assistant.drafters.composer import Composer
from assistant.engine.embedded import Embedded, Wake
from assistant.engine.mailboxes import Mailboxes
from assistant.engine.trying import Run, Trying
from assistant.gateways.chat import ChatGateway
from assistant.gateways.folder import FolderGateway
from assistant.gateways.mailgun import MailgunGateway
from assistant.gateways.postmark import PostmarkGateway
from assistant.gateways.smtp import SmtpGateway
from assistant.live.hub import Hub
from assistant.pipeline import (
    account_mail,
    digest,
    distil,
    draft,
    filing,
    gave_up,
    handed,
    keep,
    learn,
    news,
    receive,
    reread,
    send,
    sweep,
    touching,
    understand,
    vary,
)
from assistant.pipeline.identify import known_address
from assistant.pipeline.purse import StorePurse
from assistant.pipeline.sealed import seal_tokens
from assistant.pipeline.services import Jobs, Services
from assistant.pipeline.steps import Step
from assistant.prompts import Prompts
from assistant.readers.rules import RulesReader
from assistant.records import spending
from assistant.records.database import Database, conninfo, migrate, open_database, sessions_of
from assistant.records.pace import Paces
from assistant.settings import Settings
from assistant.tools import amazon, phrases
from assistant.tools.language import LanguageDetector
from assistant.tools.pace import OwnPace
from assistant.tools.sealing import sealer
from assistant.tools.tokens import Tokens

STEPS: Mapping[Step, Run] = {
    Step.FILE: filing.file,
    Step.UNDERSTAND: understand.understand,
    Step.DRAFT: draft.draft,
    Step.READ: reread.reread,
    Step.MODEL: draft.draft_by_model,
    Step.VARY: vary.vary_by_model,
    Step.NEWS: news.news,
    Step.HANDED: handed.handed,
    Step.SEND: send.send,
    Step.LEARN: learn.learn,
    Step.DISTIL: distil.distil,
    Step.ACCOUNT_MAIL: account_mail.deliver,
    Step.DIGEST: digest.deliver,
}


def utc_now() -> datetime:
    return datetime.now(UTC)


class Engine(Protocol):
    """What runs jobs: in this process (SQLite), or beside others (PostgreSQL)."""

    @property
    def alive(self) -> bool: ...

    def start(self) -> None: ...

    def stop(self, seconds: float = 10.0) -> None: ...

    def run_all(self) -> int:
        """In this thread, everything that is due now and what follows from it; how many ran."""


@dataclass(frozen=True)
class Running:
    """The parts of one process; `listener` is None where no SMTP port is set."""

    services: Services
    engine: Engine
    listener: Listener | None
    mailboxes: Mailboxes

    def start(self, *, engine: bool = True, mail_in: bool = True) -> None:
        if engine:
            self.engine.start()
        if mail_in and self.listener is not None:
            self.listener.start()
        if mail_in:
            self.mailboxes.start()

    def stop(self) -> None:
        """Take nothing new in, finish what runs."""
        if self.listener is not None:
            self.listener.stop()
        self.mailboxes.stop()
        self.engine.stop()


def build(
    settings: Settings, *, clock: Now = utc_now, gateways: Mapping[Channel, Gateway] | None = None
) -> Running:
    """Everything for one process on one database; the tables are brought up to date. Starts nothing."""
    database = open_database(settings.database_url)
    migrate(database)
    sessions = sessions_of(database)
    seal_tokens(sessions, sealer(settings.keys()))
    one_process = settings.database_url.startswith("sqlite")
    jobs, live = (Wake(), Hub()) if one_process else _on_postgresql(settings, database)
    prompts, tokens, languages = Prompts(settings.prompts), Tokens(), LanguageDetector()
    services = Services(
        settings=settings,
        sessions=sessions,
        clock=clock,
        prompts=prompts,
        phrases=phrases.load(prompts),
        reader=RulesReader(prompts, languages),
        language_of=languages.of,
        composer=Composer(prompts),
        model=None,
        tokens=tokens,
        gateways=gateways or _gateways(settings, live, clock),
        sources=_sources(settings),
        live=live,
        jobs=jobs,
        pace=OwnPace() if one_process else Paces(sessions),
        open_mailbox=partial(ImapLine, reach=connecting.of(settings)),
    )
    services = _with_model(services)
    return Running(services, _engine(services), _listener(services), Mailboxes(services))


def _on_postgresql(settings: Settings, database: Database) -> tuple[Jobs, Hub]:
    from assistant.engine.deferred import Deferred, prepare
    from assistant.live.postgresql import PostgresLive

    prepare(database)
    return Deferred(), PostgresLive(conninfo(settings.database_url))


def swept(services: Services, now: datetime) -> int:
    """What waits without a job, and originals that are older than their store keeps them."""
    found = sweep.sweep(services, now)
    keep.let_go(services, now)
    touching.look_for_touches(services, now)
    return found


def _engine(services: Services) -> Engine:
    trying = Trying(services, STEPS, gave_up.gave_up)
    if isinstance(services.jobs, Wake):
        return Embedded(services, services.jobs, trying, swept)
    from assistant.engine.deferred import Deferred
    from assistant.engine.procrastinate import Procrastinate

    assert isinstance(services.jobs, Deferred)
    return Procrastinate(services, services.jobs, trying, swept)


def set_up_logs(settings: Settings) -> None:
    """One JSON line an event on standard error: ids and milliseconds, never a customer's words."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(settings.log_level.upper())),
        logger_factory=structlog.WriteLoggerFactory(file=os.fdopen(2, "w", closefd=False, buffering=1)),
    )


def _gateways(settings: Settings, live: Live, clock: Now) -> Mapping[Channel, Gateway]:
    return {Channel.EMAIL: _mail_out(settings, clock), Channel.CHAT: ChatGateway(live)}


def _mail_out(settings: Settings, clock: Now) -> Gateway:
    if settings.gateway == "mailgun":
        key = settings.mailgun_key.get_secret_value()
        return MailgunGateway(settings.mailgun_domain, key, clock, settings.mailgun_url)
    if settings.gateway == "postmark":
        token = settings.postmark_token.get_secret_value()
        return PostmarkGateway(token, settings.postmark_stream, settings.postmark_url)
    if settings.gateway == "smtp":
        return SmtpGateway(
            host=settings.smtp_host,
            port=settings.smtp_port,
            now=clock,
            user=settings.smtp_user,
            password=settings.smtp_password.get_secret_value(),
            tls=settings.smtp_tls,
        )
    return FolderGateway(settings.outbox_folder, clock)


def _sources(settings: Settings) -> Mapping[str, Source]:
    """The mail services that may post to us, by the name in their address."""
    return {
        "mailgun": Mailgun(tuple(settings.mailgun_signing_key.get_secret_value().split())),
        "postmark": Postmark(settings.postmark_hook_login.get_secret_value()),
        "sendgrid": SendGrid(tuple(settings.sendgrid_public_key.split())),
        "ses": Ses(tuple(settings.ses_topics.split()), amazon.of(settings)),
        "json": MailJson(),
    }


def _with_model(services: Services) -> Services:
    """With the model that the settings name: it is checked by the same rules, its calls are recorded."""
    if not services.settings.model:
        return services
    from assistant.drafters.distiller import ModelDistiller
    from assistant.drafters.model import ModelDrafter
    from assistant.readers.model import ModelReader

    def check(proposal: Proposal, inquiry: Inquiry, context: Context) -> tuple[Finding, ...]:
        return rules(proposal, inquiry, context, services.phrases)

    def on_call(call: CallRecord) -> None:
        with services.sessions.begin() as session:
            spending.keep_call(session, call)

    language_of = services.language_of
    drafter = ModelDrafter.of(
        services.settings,
        prompts=services.prompts,
        clock=services.clock,
        check=check,
        on_call=on_call,
        purse=StorePurse(services.sessions, services.settings, services.clock),
        language_of=language_of,
    )
    if drafter is None or not services.settings.model_reads:
        return replace(services, model=drafter)
    tokens = Tokens(services.settings.model)
    reader = ModelReader(drafter.line, prompts=services.prompts, tokens=tokens, language_of=language_of)
    distiller = ModelDistiller(drafter.line, prompts=services.prompts, tokens=tokens)
    return replace(services, model=drafter, second_reader=reader, distiller=distiller)


def _listener(services: Services) -> Listener | None:
    settings = services.settings
    if not settings.smtp_in_port:
        return None

    def keep(raw: bytes, sender: str, recipients: list[str]) -> int:
        envelope = {"from": sender, "to": ",".join(recipients)}
        return receive.receive(
            services,
            inbox_id=None,
            form="email",
            entry="smtp",
            raw=raw,
            now=services.clock(),
            envelope=envelope,
        )

    def known(address: str) -> bool:
        with services.sessions() as session:
            return known_address(session, address)

    return Listener(keep, known, host=settings.smtp_in_host, port=settings.smtp_in_port)
