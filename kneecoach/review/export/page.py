"""One page for a physiotherapist: self-contained, to be printed, and nothing in it is fetched or run. Pure.

It can be read in a minute: who and when, a few numbers, how often and with what pain, then each exercise as
prescribed and as done, and at the end every session with its notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from statistics import fmean
from xml.etree import ElementTree as ET

from kneecoach import __version__
from kneecoach.log.record import Record
from kneecoach.review.counted import counted
from kneecoach.review.export.html import document, row, table, tag, wide
from kneecoach.review.export.page_charts import PAIN, dated_pain, pain_figure, weeks_figure, worst_during
from kneecoach.review.export.page_exercises import exercise_sections
from kneecoach.review.export.page_sessions import sessions_section
from kneecoach.review.export.page_signs import signs
from kneecoach.review.export.page_style import STYLE
from kneecoach.review.export.source import ExportContext, ExportSource, encoded
from kneecoach.review.export.words import percent, period
from kneecoach.review.pain import MorningPain, mornings
from kneecoach.review.pain_trend import WINDOW_DAYS
from kneecoach.review.prescribed import all_words, lately_words, prescribed, this_week_words
from kneecoach.review.weeks import by_week
from kneecoach.session.events import Outcome
from kneecoach.session.plan import Side
from kneecoach.text import NOT_ADVICE, UNKNOWN, full_date, length, number, plural
from kneecoach.words import NOT_ENTERED

NONE = "Nothing was done in this period, so there is nothing to show."
NONE_COUNTS = (
    "No session of this period counts, so there are no numbers to show. Below is why, with the pain recorded."
)


def write(source: ExportSource) -> bytes:
    """The chosen sessions as a file."""
    return encoded(page(source.records, source.context()))


def page(records: Sequence[Record], context: ExportContext) -> str:
    """The page as HTML, for `records`, oldest first."""
    done = counted(records, context.until, rehearsals=True)
    parts = [_head(records, context)]
    if not done:
        parts.append(tag("section", tag("p", NONE_COUNTS if records else NONE)))
    else:
        parts += [
            _glance(done, context),
            _often_and_pain(done, context),
            *exercise_sections(done, context.notes, context.unit),
        ]
        parts.append(_reading(context))
    if records:
        parts.append(sessions_section(records, context.until))
    title = f"Knee exercise record, {period(done, context.until)}" if done else "Knee exercise record"
    return document(title, STYLE, tag("main", *parts))


def _head(records: Sequence[Record], context: ExportContext) -> ET.Element:
    return tag(
        "header",
        tag("h1", "Knee exercise record"),
        tag("p", f"{period(records, context.until)}."),
        tag(
            "p",
            f"Recorded at home by the person who trained. Made on {full_date(context.at.date())} with kneecoach "
            f"{__version__}, which no clinician has reviewed.",
            class_="note",
        ),
        tag("p", tag("span", "Name"), tag("span", "Date of birth"), tag("span", *_knee(records)), class_="fill"),
    )


def _knee(records: Sequence[Record]) -> tuple[str | ET.Element, ...]:
    """Which knee is sore, according to the user, or a line to fill in."""
    said = Counter(record.knee for record in records if record.knee)
    words = ", ".join(
        ("both" if knee is Side.BOTH else knee.value)
        + (f" (in {plural(count, 'session')})" if len(said) > 1 else "")
        for knee, count in said.most_common()
    )
    return ("Sore knee ", tag("strong", words)) if words else ("Sore knee",)


def _glance(records: Sequence[Record], context: ExportContext) -> ET.Element:
    """The few numbers that show how it is going."""
    weeks = by_week(records, context.until, context.goal)
    outcomes = [outcome for record in records for outcome in record.best_outcomes.values() if outcome]
    done, unknown = outcomes.count(Outcome.COMPLETED), sum(record.count(None) for record in records)
    of_those = f"{percent(done, len(outcomes))} of those planned"
    after = mornings(records)
    worst = [pain for pain in map(worst_during, records) if pain is not None]
    above = sum(pain > context.cap for pain in worst)
    short = sum(record.is_short for record in records)
    a_week = f"{number(round(len(records) / len(weeks), 1))} a week on average"
    facts = [
        ("Sessions", str(len(records)), f"{a_week}; {short} made shorter by choice" if short else a_week),
        (
            "Weeks that reached the goal",
            f"{sum(w.is_reached for w in weeks)} of {len(weeks)}",
            f"the person's own goal is {plural(context.goal, 'session')} a week"
            f"{'; what is prescribed is above' if context.prescriptions else ''}",
        ),
        (
            "Sets completed",
            f"{done} of {len(outcomes)}" if outcomes else UNKNOWN,
            f"{of_those}, without {unknown} {NOT_ENTERED}" if unknown else of_those,
        ),
        _time_training(records),
        (
            f"Pain above {context.cap} in a session",
            plural(above, "session") if worst else "–",
            f"worst {max(worst)}; recorded in {len(worst)} of {len(records)}" if worst else "not recorded",
        ),
        (
            "Worse the next morning",
            f"{after.count(MorningPain.WORSE)} of {len(after)}" if after else UNKNOWN,
            "than before the session, where recorded",
        ),
    ]
    return tag(
        "section",
        tag("h2", "At a glance"),
        *signs(records, context.until, context.cap),
        *_prescribed(records, context),
        tag(
            "dl",
            *(tag("div", tag("dt", name), tag("dd", value, tag("small", more))) for name, value, more in facts),
            class_="glance",
        ),
    )


def _prescribed(records: Sequence[Record], context: ExportContext) -> list[ET.Element]:
    """A paragraph for each routine that says how often it should be done: how much of it was done."""
    return [
        tag(
            "p",
            tag("strong", found.prescription.title),
            f", {found.prescription.words}: "
            f"{'; '.join(filter(None, (this_week_words(found), lately_words(found), all_words(found))))}.",
        )
        for found in prescribed(context.prescriptions, records, context.until)
    ]


def _time_training(records: Sequence[Record]) -> tuple[str, str, str]:
    known = [record.active_seconds for record in records if record.active_seconds is not None]
    unknown = len(records) - len(known)
    of = f"; {plural(unknown, 'session')} entered later, of unknown length" if unknown else ""
    return ("Time training", length(sum(known)) if known else UNKNOWN, f"pauses left out{of}")


def _often_and_pain(records: Sequence[Record], context: ExportContext) -> ET.Element:
    weeks = by_week(records, context.until, context.goal)
    beside = [weeks_figure(weeks, context.goal)]
    if any(asked(record) is not None for record in records for _, asked in PAIN):
        beside.append(_pain_table(records, context))
    return tag(
        "section",
        tag("h2", "How often, and how the knee felt"),
        tag("div", pain_figure(records, context.cap), tag("div", *beside), class_="charts"),
    )


def _pain_table(records: Sequence[Record], context: ExportContext) -> ET.Element:
    """Means of the last weeks against those before, and the highest, with the number of scores in each."""

    def mean(pains: Sequence[int]) -> str:
        return f"{number(round(fmean(pains), 1))} ({len(pains)})" if pains else "–"

    middle = context.until - timedelta(days=WINDOW_DAYS)
    early = middle - timedelta(days=WINDOW_DAYS)
    rows = []
    for words, _ in PAIN:
        known = dated_pain(records, words)
        rows.append(
            row(
                tag("th", words, scope="row"),
                mean([pain for when, pain in known if early < when <= middle]),
                mean([pain for when, pain in known if middle < when]),
                str(max(pain for _, pain in known)) if known else "–",
            )
        )
    header = ("Mean pain (scores)", "4 weeks before", "Last 4 weeks", "Highest")
    return wide("Pain in numbers", table("The last four weeks, and the four before", header, rows))


def _reading(context: ExportContext) -> ET.Element:
    items = (
        f"Pain is the person's own number, 0 to 10. Up to {context.cap} they go on; above that they are asked to "
        "do less or to stop.",
        "Completed: at least the minimum reps, or the whole time, in one attempt. Skipped means not done.",
        "Reps are counted by a timer at a cadence, or by the person; nothing was measured on the leg.",
        "A set ends at its target: two legs that both reach it look alike, whatever more they could do.",
        "Days are local to where the session was done; weeks begin on Monday.",
        f"{NOT_ADVICE} No clinician has reviewed kneecoach.",
    )
    return tag(
        "section",
        tag("h2", "How to read this"),
        tag("ul", *(tag("li", item) for item in items), class_="columns"),
        class_="keep",
    )
