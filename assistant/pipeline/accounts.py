"""Accounts: links, passwords, second factors and sign-ins of one person. Each leaves a deed."""

import secrets
from datetime import datetime

from assistant.core.audit import Did
from assistant.pipeline.account_mail import Link, digest, new_secret
from assistant.pipeline.services import Services
from assistant.pipeline.steps import Step
from assistant.records import AccountLink, Deed, LinkKind, RecoveryCode, Session, SignIn, Teammate
from assistant.records.account import LASTS
from assistant.tools import second_factor
from assistant.tools.sealing import Sealer, sealer


def safe(services: Services) -> Sealer:
    """Seals and opens with the keys of the settings."""
    return sealer(services.settings.keys())


def new_link(
    session: Session, teammate: Teammate, kind: LinkKind, by: Teammate | None, now: datetime
) -> Link:
    """A link in place of all earlier ones of this teammate."""
    AccountLink.end_all(session, teammate.id, now)
    return _one_more(session, teammate, kind, by, now, secrets.token_urlsafe(32))


def forgotten(services: Services, email: str, now: datetime) -> Link | None:
    """A link and the job that mails it; None where nobody active with a password has this address.

    Anybody can ask, so it takes the place of links that were asked for alone: an invitation stays good.
    """
    with services.sessions.begin() as session:
        teammate = session.scalars(Teammate.by_email(email)).first()
        if teammate is None:
            return None
        session.add(did(None, Did.ASKED_FOR_RESET, now, teammate))
        if not teammate.password_hash:
            return None
        AccountLink.end_asked(session, teammate.id, now)
        at = AccountLink.moment_of_its_own(session, teammate.id, now)
        secret = new_secret(services.settings.keys()[0], teammate.id, at)
        made = _one_more(session, teammate, LinkKind.RESET, None, at, secret)
        services.queue(session, Step.ACCOUNT_MAIL, made.id, now, now=now)
        return made


def whose(services: Services, secret: str, now: datetime) -> AccountLink | None:
    """The link with its teammate and their stores, while it can be used; changes nothing."""
    with services.sessions() as session:
        link = session.scalars(AccountLink.live(digest(secret), now)).first()
        if link is not None:
            _ = link.teammate.store_ids  # loaded while the session is open
        return link


def use_link(services: Services, secret: str, hashed: str, now: datetime) -> Teammate | None:
    """Set the password that its owner chose; every sign-in and every other link ends.

    None where the link was used, ended or expired meanwhile: nothing was changed.
    """
    with services.sessions.begin() as session:
        link = session.scalars(AccountLink.live(digest(secret), now)).first()
        if link is None or not AccountLink.use(session, link.id, now):
            return None
        _set_password(session, link.teammate, hashed, now)
        session.add(did(link.teammate, Did.CHOSE_PASSWORD, now, link=link.kind.value))
        return link.teammate


def change_password(
    services: Services, teammate_id: int, hashed: str, *, keep: int | None, what: Did, now: datetime
) -> None:
    """Set it; every sign-in but `keep` ends, and so does every link."""
    with services.sessions.begin() as session:
        teammate = session.get_one(Teammate, teammate_id)
        _set_password(session, teammate, hashed, now, keep=keep)
        session.add(did(teammate if keep else None, what, now, teammate))


def end_sign_ins(session: Session, teammate_id: int, now: datetime, *, but: int | None = None) -> int:
    ended = [row for row in session.scalars(SignIn.live_of(teammate_id, now)) if row.id != but]
    for row in ended:
        row.end(now)
    return len(ended)


def sign_out(services: Services, teammate_id: int, by: Teammate, now: datetime) -> int:
    """Everywhere, by an admin: of how many browsers."""
    with services.sessions.begin() as session:
        many = end_sign_ins(session, teammate_id, now)
        session.add(did(by, Did.ENDED_THEIRS, now, session.get_one(Teammate, teammate_id)))
        return many


def take_code(services: Services, teammate_id: int, code: str, now: datetime) -> str | None:
    """By which a second step was taken, "app" or "recovery code"; None where it was not."""
    with services.sessions.begin() as session:
        teammate = session.get_one(Teammate, teammate_id, with_for_update={"key_share": True})
        if not teammate.second_factor:
            return None
        step = second_factor.step_of(safe(services).unseal(teammate.second_factor), code, now)
        if step is not None:
            return "app" if teammate.take_step(step) else None
        if RecoveryCode.use(session, teammate.id, second_factor.code_digest(code), now):
            session.add(did(teammate, Did.USED_RECOVERY_CODE, now))
            return "recovery code"
        return None


def begin_second_factor(
    services: Services, teammate_id: int, secret: str, code: str, now: datetime
) -> list[str] | None:
    """Switch it on with a first code of the app: ten recovery codes, or None where the code is not right."""
    step = second_factor.step_of(secret, code, now)
    if step is None:
        return None
    with services.sessions.begin() as session:
        teammate = session.get_one(Teammate, teammate_id)
        teammate.second_factor = safe(services).seal(secret)
        teammate.second_factor_step = step
        session.add(did(teammate, Did.SECOND_FACTOR_ON, now))
        return _new_codes(session, teammate.id)


def new_codes(services: Services, teammate_id: int, now: datetime) -> list[str]:
    """Ten new recovery codes; the earlier ones are dead."""
    with services.sessions.begin() as session:
        session.add(did(session.get_one(Teammate, teammate_id), Did.NEW_CODES, now))
        return _new_codes(session, teammate_id)


def drop_second_factor(services: Services, teammate_id: int, by: Teammate | None, now: datetime) -> None:
    """Off, with its recovery codes; by somebody else than its owner their sign-ins end too."""
    with services.sessions.begin() as session:
        teammate = session.get_one(Teammate, teammate_id)
        forget_second_factor(session, teammate)
        if by is None or by.id != teammate_id:
            end_sign_ins(session, teammate_id, now)
        session.add(did(by, Did.SECOND_FACTOR_OFF, now, teammate))


def forget_second_factor(session: Session, teammate: Teammate) -> None:
    """The app's secret and the recovery codes."""
    teammate.drop_second_factor()
    for row in session.scalars(RecoveryCode.of(teammate.id)):
        session.delete(row)


def did(by: Teammate | None, what: Did, now: datetime, whose: Teammate | None = None, **more: object) -> Deed:
    """The deed, of the stores where that account is; `about` names whose it is, by id."""
    about = {"teammate": whose.id, **more} if whose is not None else more
    account = whose or by
    deed = Deed(at=now, teammate_id=by and by.id, what=what, about=about)
    return deed.of_stores(account.store_ids if account else ())


def _one_more(
    session: Session,
    teammate: Teammate,
    kind: LinkKind,
    by: Teammate | None,
    now: datetime,
    secret: str,
) -> Link:
    link = AccountLink(
        teammate_id=teammate.id,
        kind=kind,
        secret_hash=digest(secret),
        made_at=now,
        made_by_id=by and by.id,
        expires_at=now + LASTS[kind],
    )
    session.add(link)
    session.flush()
    return Link(link.id, secret)


def _set_password(
    session: Session, teammate: Teammate, hashed: str, now: datetime, *, keep: int | None = None
) -> None:
    teammate.set_password(hashed)
    AccountLink.end_all(session, teammate.id, now)
    end_sign_ins(session, teammate.id, now, but=keep)


def _new_codes(session: Session, teammate_id: int) -> list[str]:
    for row in session.scalars(RecoveryCode.of(teammate_id)):
        session.delete(row)
    codes = second_factor.new_codes()
    session.add_all(
        RecoveryCode(teammate_id=teammate_id, code_hash=second_factor.code_digest(code)) for code in codes
    )
    return codes
