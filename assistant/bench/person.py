"""The approving person, to whom the product is what their browser shows: a form, its token, a button."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import cast

import requests
from lxml import html

from assistant.bench.store import Made
from assistant.core.states import DraftState
from assistant.records import Draft
from assistant.wiring import Running

AT_ONCE = 3  # conversations, before looking what waits now
SECONDS = 10.0  # that a page may take


@dataclass
class Person:
    """`approved` holds the drafts whose approval was answered with success; `answers` counts all answers."""

    url: str
    made: Made
    parts: Running
    browser: requests.Session = field(default_factory=requests.Session)
    approved: set[int] = field(default_factory=set)
    answers: Counter[str] = field(default_factory=Counter)

    def work(self, stop: threading.Event) -> None:
        """Approve whatever waits, until told to stop."""
        while not stop.wait(0.05):
            try:
                for conversation_id in self._waiting():
                    self._approve(conversation_id)
            except Exception as error:  # server or database are gone at this moment: look again
                self.answers[type(error).__name__] += 1

    def _waiting(self) -> list[int]:
        """From the rows: the page that lists everybody would take longer than servers live here."""
        with self.parts.services.sessions() as session:
            waiting = session.query(Draft.conversation_id).filter(Draft.state == DraftState.AWAITING_REVIEW)
            return [key for (key,) in waiting.order_by(Draft.id).limit(AT_ONCE)]

    def _approve(self, conversation_id: int) -> None:
        for form in self._opened(f"/conversations/{conversation_id}").forms:
            draft_id = form.get("data-draft")
            if draft_id:
                given = dict(form.form_values())
                if "overrule" in given:
                    given["overrule"] = "As agreed."
                answer = self._post(form, given)
                self.answers[str(answer.status_code)] += 1
                if answer.status_code == requests.codes.see_other:
                    self.approved.add(int(draft_id))

    def _opened(self, path: str) -> html.HtmlElement:
        """The page; on the way there, where it is asked for, the sign-in."""
        answer = self.browser.get(self.url + path, timeout=SECONDS, headers={"Accept": "text/html"})
        answer.raise_for_status()
        page = cast(html.HtmlElement, html.fromstring(answer.text))
        door = next((form for form in page.forms if "password" in form.fields), None)
        if door is None:
            return page
        given = {**dict(door.form_values()), "email": self.made.email, "password": self.made.password}
        self._post(door, given).raise_for_status()
        return self._opened(path)

    def _post(self, form: html.FormElement, given: dict[str, str]) -> requests.Response:
        return self.browser.post(self.url + form.action, data=given, timeout=SECONDS, allow_redirects=False)
