"""The page for a physiotherapist: what it says, that it reads well, and that it runs and fetches nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from kneecoach.log.record import PainScores, Record, RoutineRef
from kneecoach.review.export.page import NONE_COUNTS, page
from kneecoach.review.export.source import ExportContext
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Side
from kneecoach.text import clean
from tests.helpers import is_words
from tests.log.samples import STARTED, a_record, a_set
from tests.review.export.samples import FIRST, NASTY, SECOND, THIRD, golden
from tests.review.sessions import at, day, on

CONTEXT = ExportContext(STARTED + timedelta(days=2), date(2026, 11, 24))

TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "header",
        "section",
        "h1",
        "h2",
        "p",
        "span",
        "small",
        "strong",
    ),
    *(
        "dl",
        "div",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "ul",
        "li",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
    ),
    *("td", "svg", "desc", "text", "line", "rect", "circle", "polyline", "polygon"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "scope", "role", "viewbox", "x", "y", "width"),
    *("tabindex", "aria-label", "rowspan", "colspan"),
    *("height", "x1", "x2", "y1", "y2", "cx", "cy", "r", "points", "text-anchor", "stroke-dasharray"),
}
VOID = {"meta"}


class Read(HTMLParser):
    """What a browser would make of a page: the tags in order, their attributes, and the texts by tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self._open[-1], data.strip()))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_pi = unknown_decl = handle_comment

    def values(self, tag: str, attribute: str) -> list[str]:
        """The values of an attribute of such tags, in order."""
        return [value for at, name, value in self.attributes if (at, name) == (tag, attribute)]

    @property
    def descriptions(self) -> list[str]:
        """What each chart says to somebody who cannot see it."""
        return [text for tag, text in self.texts if tag == "desc"]


def read(*records: Record, context: ExportContext = CONTEXT) -> Read:
    """The page of these sessions, as read."""
    return Read(page(records, context))


def test_all_that_it_says() -> None:
    texts = [f"{tag}: {text}" for tag, text in read(FIRST, SECOND, THIRD).texts]
    head = [text for text in texts if text.startswith(("title: Knee exercise record", "style: "))]
    assert head[0] == "title: Knee exercise record, 2 sessions from 22 Nov 2026 to 24 Nov 2026"
    assert [text for text in texts if text not in head] == golden("page.txt").splitlines()


def test_it_says_which_exercises_were_made_easier_and_how() -> None:
    easier = a_set(variant="no dumbbell", load_kg=8.0)
    texts = read(a_record(1), a_record(2, 1, sets=(a_set(set=1), easier)), a_record(3, 2, sets=(easier,))).texts
    [caption] = [text for tag, text in texts if tag == "small" and "a variant" in text]
    assert caption.endswith("; a variant in 2 sessions: no dumbbell")


def ill_meant(words: str) -> tuple[Record, ...]:
    """Two sessions with `words` wherever words can be, on both sides, with load and pain."""
    sets = tuple(
        a_set(
            exercise=words,
            title=words,
            variant=words,
            side=side,
            set=1,
            load_kg=8.0,
            reps=reps,
            outcome=Outcome.COMPLETED,
        )
        for side, reps in ((Side.LEFT, 15), (Side.RIGHT, 10))
    )
    routine = RoutineRef(id=words, title=words, digest=words)
    return tuple(
        a_record(n, days=n, device=words, app=words, note=words, routine=routine, sets=sets) for n in (1, 2)
    )


@pytest.mark.parametrize("words", NASTY)
def test_no_text_is_anything_but_text(words: str) -> None:
    found, plain = read(*ill_meant(words)), read(*ill_meant("plain"))
    assert found.tags == plain.tags
    assert found.attributes == plain.attributes
    shown = [text for _, text in found.texts if clean(words)[:40] in text]  # a chart has no room for more
    assert len(shown) >= sum("plain" in text for _, text in plain.texts)
    assert all(is_words(char) for tag, text in found.texts for char in text if tag != "style")


@pytest.mark.parametrize("records", [(), (SECOND,), (FIRST,), (FIRST, SECOND, THIRD), ill_meant(NASTY[10])])
def test_nothing_runs_and_nothing_is_fetched(records: tuple[Record, ...]) -> None:
    html = page(records, CONTEXT)
    found = Read(html)
    assert set(found.tags) <= TAGS
    assert {name for _, name, _ in found.attributes} <= ATTRIBUTES
    [style] = [text for tag, text in found.texts if tag == "style"]
    for fetching in ("url(", "@import", "@font-face", "expression", "\\"):
        assert fetching not in style
    for _, name, value in found.attributes:
        assert name == "content" or re.fullmatch(r"[\w .,:/-]*", value), (name, value)
    raw_style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert raw_style
    digest = base64.b64encode(hashlib.sha256(raw_style[1].encode()).digest()).decode()
    assert found.values("meta", "content")[0] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_it_can_be_read_without_seeing_it() -> None:
    found = read(FIRST, SECOND, THIRD)
    assert found.values("html", "lang") == ["en"]
    assert found.tags.count("h1") == 1
    assert found.tags.count("th") == len(found.values("th", "scope"))
    assert set(found.values("th", "scope")) == {"col", "row"}
    assert found.tags.count("table") == found.tags.count("caption") == found.tags.count("thead")
    charts = found.tags.count("svg")
    assert charts == found.tags.count("desc") == found.values("svg", "role").count("img") == 5
    assert found.tags.count("figure") == found.tags.count("figcaption")
    for place, tag in enumerate(found.tags):
        if tag == "svg":
            assert found.tags[place + 1 : place + 3] == ["title", "desc"]
    texts = dict.fromkeys(tag for tag, text in found.texts if not clean(text))
    assert not texts


def test_without_sessions_it_says_so() -> None:
    found = read()
    texts = [text for _, text in found.texts]
    assert "No sessions." in texts
    assert "Nothing was done in this period, so there is nothing to show." in texts
    assert not {"svg", "table"} & set(found.tags)


def test_a_session_of_nothing_is_listed_and_counts_for_nothing() -> None:
    found = read(SECOND.model_copy(update={"knee": Side.LEFT}))
    texts = [text for _, text in found.texts]
    assert NONE_COUNTS in texts
    assert "1 session that does not count, on 23 Nov 2026." in texts
    assert texts[texts.index("Sore knee") + 1] == "left"
    assert found.tags.count("table") == 1
    assert "svg" not in found.tags


def test_without_pain_it_says_so() -> None:
    quiet = a_record(pain=PainScores())
    texts = [text for _, text in read(quiet).texts]
    assert "No pain was recorded in these sessions." in texts
    assert "not recorded" in texts


def test_sides_are_compared_only_where_an_exercise_has_them() -> None:
    assert "Left against right" not in [text for _, text in read(a_record()).texts]


def test_a_side_that_was_always_left_out_is_named() -> None:
    sets = (
        a_set(side=Side.LEFT, set=1),
        a_set(side=Side.RIGHT, set=1, outcome=Outcome.SKIPPED, reps=0, holds=(), seconds=0.0, started_at=None),
    )
    texts = [text for _, text in read(*(a_record(n, days=n, sets=sets) for n in (1, 2, 3))).texts]
    assert "right 3 of 3" in texts
    assert "no set on both; left out: right 3 of 3" in texts


def test_which_knee_is_sore_is_said_where_it_is_known() -> None:
    def knee(*records: Record) -> str:
        texts = [text for _, text in read(*records).texts]
        place = texts.index("Sore knee")
        return texts[place + 1] if ("strong", texts[place + 1]) in read(*records).texts else ""

    right, left = a_record(1, knee=Side.RIGHT), a_record(2, days=1, knee=Side.LEFT)
    assert knee(a_record(3)) == ""
    assert knee(right, a_record(3, days=2)) == "right"
    assert knee(a_record(1, knee=Side.BOTH)) == "both"
    assert knee(right, left, a_record(3, days=2, knee=Side.LEFT)) == "left (in 2 sessions), right (in 1 session)"


def test_pain_that_was_never_said_is_not_no_pain() -> None:
    """A physiotherapist would take `0 sessions` and `0 of 0` to mean that the knee does not hurt."""
    found = read(a_record(pain=PainScores(before=3)))
    facts = [text for tag, text in found.texts if tag in {"dt", "dd"}]
    assert facts[facts.index("Pain above 5 in a session") + 1] == "–"
    assert facts[facts.index("Worse the next morning") + 1] == "–"


def test_two_sessions_of_a_day_have_one_morning() -> None:
    twice = [on(1, hour=hour, pain=PainScores(before=2, next_morning=4)) for hour in (9.0, 18.0)]
    html = page(twice, ExportContext(at(2), day(2)))
    assert "1 of 1" in html.split("Worse the next morning")[1][:40]
    cells = "".join(html.split('<th scope="row">next morning</th>')[1].split())
    assert cells.startswith("<td>–</td><td>4(1)</td><td>4</td>")
    told = " ".join(read(*twice, context=ExportContext(at(2), day(2))).descriptions)
    assert "next morning: first 4, last 4, from 4 to 4 in 1 day." in told
    assert "before: first 2, last 2, from 2 to 2 in 2 sessions." in told


def test_the_worst_of_a_session_is_that_of_its_sets_too() -> None:
    record = a_record(pain=PainScores(worst=4), sets=(a_set(pain=7),))
    found = read(record)
    facts = [text for tag, text in found.texts if tag in {"dt", "dd", "small"}]
    place = facts.index("Pain above 5 in a session")
    assert facts[place + 1 : place + 3] == ["1 session", "worst 7; recorded in 1 of 1"]
    assert "worst during: first 7, last 7" in " ".join(found.descriptions)


def rows_of(*records: Record) -> list[list[str]]:
    """The cells of the list of sessions, row by row."""
    table = page(records, CONTEXT).partition('<table class="sessions">')[2].partition("</table>")[0]
    return [
        [" ".join(re.sub("<[^>]*>", "", cell).split()) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)[1:]
    ]


def test_a_note_has_the_whole_width_below_its_session() -> None:
    other = RoutineRef(id="mine", title="Mine", digest="")
    first, second, third = (
        a_record(1, note="one"),
        a_record(2, days=1),
        a_record(3, days=2, routine=other, note="two"),
    )
    assert [row if len(row) == 1 else row[0] for row in rows_of(first, second, third)] == [
        "24 Nov 10:00",
        ["Mine; two"],
        "23 Nov 10:00",
        "22 Nov 10:00",
        ["one"],
    ]
    html = page((first, second, third), CONTEXT)
    assert html.count('rowspan="2"') == html.count('colspan="7"') == 2


def test_days_of_several_years_say_which() -> None:
    assert [row[0] for row in rows_of(a_record(1, days=-365), a_record(2))] == ["22 Nov 2026", "22 Nov 2025"]


def test_what_may_scroll_can_be_reached_with_the_keyboard_and_has_a_name_of_its_own() -> None:
    found = read(FIRST, SECOND, THIRD)
    scrolling = found.values("section", "class").count("scroll")
    names = found.values("section", "aria-label")
    assert scrolling == len(names) == len(set(names)) == found.values("section", "tabindex").count("0") == 3


def test_a_session_dated_in_the_future_is_shown_and_does_not_count() -> None:
    """A clock was once wrong, so there is no week to count it in."""
    texts = [text for _, text in read(a_record(days=400)).texts]
    assert "does not count: its date is in the future; was the clock wrong?" in texts
    assert NONE_COUNTS in texts


def test_what_a_physiotherapist_should_see_first_comes_first() -> None:
    walks = [
        a_set(exercise="walk", title="Band walk", set=1, of=1, side=side, reps=reps, holds=(), outcome=outcome)
        for side, reps, outcome in ((Side.LEFT, 20, Outcome.COMPLETED), (Side.RIGHT, 0, Outcome.SKIPPED))
    ]
    records = [a_record(n, days=n, sets=walks, pain=PainScores(worst=7)) for n in (-3, -2, -1)]
    texts = [text for _, text in read(*records, context=ExportContext(STARTED, date(2026, 11, 22))).texts]
    first = texts[texts.index("At a glance") + 1 :][:6]
    assert first == [
        "The pain is high:",
        "pain was above 5 in all of the last 3 sessions. The person is told to see a clinician.",
        "Too often:",
        "strength on 3 days in a row, up to 21 Nov.",
        "A leg left out:",
        "in the last 4 weeks the right leg was left out of Band walk in all 3 sessions.",
    ]
    assert "Too often:" not in [text for _, text in read(FIRST, SECOND, THIRD).texts]


def test_goal_and_cap_are_the_person_s() -> None:
    texts = [
        text for _, text in read(FIRST, context=ExportContext(STARTED, date(2026, 11, 22), goal=1, cap=2)).texts
    ]
    assert "the person's own goal is 1 session a week" in texts
    assert "1 of 1" in texts
    assert "Each mark is a score. Dashed: the person's cap of 2." in texts
    assert any(text.startswith("Pain is the person's own number, 0 to 10. Up to 2 they go on;") for text in texts)


def test_weeks_without_a_session_count_up_to_the_last_day() -> None:
    texts = [text for _, text in read(FIRST, context=ExportContext(STARTED, date(2026, 12, 13))).texts]
    assert "4 weeks; 0 reached the goal of 3. Sessions, oldest week first: 1, 0, 0, 0" in texts


def test_rehearsals_that_were_asked_for_are_marked() -> None:
    texts = [text for _, text in read(a_record(speed=60.0)).texts]
    assert "rehearsal at speed 60" in texts


def test_sober_words() -> None:
    html = page((FIRST, SECOND, THIRD), CONTEXT).lower()
    for word in ("safe", "calorie", "kcal", "great", "well done", "congrat", "!important"):
        assert word not in html
    assert "no clinician has reviewed kneecoach" in html
    assert "not medical advice" in html
