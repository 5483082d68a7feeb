"""FIT, the file of Garmin and others: a strength activity with each set's reps, seconds and load. By fit-tool.

FIT has no field for a side, so it is in the exercise's title, as for Strong and Hevy. No exercise gets a category
from Garmin's list, because readers would show the category's name instead.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from kneecoach.errors import KneecoachError
from kneecoach.log.record import Record, SetRecord
from kneecoach.review.export.other_apps import done_sets, exercise_title
from kneecoach.review.export.source import ExportSource

NEEDS_FIT_TOOL = "FIT is written by fit-tool, which is not installed: pip install 'kneecoach[fit]'"
ONE_ONLY = (
    "A FIT file has one session, and {count} were chosen: --since and --until choose one, or -o NAME.zip has all."
)

FIRST_YEAR, LAST_YEAR = 1990, 2120
"""FIT counts seconds from the end of 1989, in 32 bits."""

UNKNOWN = 65534
"""The category of an exercise that is not in Garmin's list."""

MAX_REPS = 65_000
MAX_TITLE_BYTES = 80

EPOCH = datetime.fromisoformat("1989-12-31T00:00:00+00:00")


def write(source: ExportSource) -> bytes:
    """The chosen session as a file. Raises KneecoachError, also if not exactly one was chosen."""
    if len(source.records) != 1:
        raise KneecoachError(ONE_ONLY.format(count=len(source.records) or "none"))
    return fit(source.records[0])


def write_all(source: ExportSource) -> bytes:
    """A ZIP with a file for each of the chosen sessions, named by its day and the beginning of its id."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for record in source.records:
            name = f"{record.started_at:%Y-%m-%d-%H%M}-{_slug(record.id)}.fit"
            archive.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), fit(record))
    return out.getvalue()


def fit(record: Record) -> bytes:
    """One session as a FIT activity. Raises KneecoachError without fit-tool, or for a date that FIT lacks."""
    try:
        from fit_tool.fit_file_builder import FitFileBuilder
    except ImportError:
        raise KneecoachError(NEEDS_FIT_TOOL) from None
    if not FIRST_YEAR <= record.started_at.year <= _end(record).year <= LAST_YEAR:
        raise KneecoachError(f"FIT has no dates before {FIRST_YEAR} or after {LAST_YEAR}.")
    builder = FitFileBuilder(auto_define=True)
    for message in _messages(record):
        builder.add(message)
    return bytes(builder.build().to_bytes())


def _messages(record: Record) -> list[Any]:
    from fit_tool.profile.messages.file_id_message import FileIdMessage
    from fit_tool.profile.profile_type import FileType, Manufacturer

    head = FileIdMessage()
    head.type = FileType.ACTIVITY
    head.manufacturer = Manufacturer.DEVELOPMENT.value
    head.product = 0
    head.serial_number = 1
    head.time_created = _ms(record.started_at)
    done = [attempt for _, attempt, _, _ in done_sets((record,), lambda each: (each.id,))]
    titles = list(dict.fromkeys(exercise_title(attempt) for attempt in done))
    return [
        head,
        _timer(record.started_at, starts=True),
        *(_set(record, attempt, index, titles) for index, attempt in enumerate(done)),
        *(_title(index, title) for index, title in enumerate(titles)),
        _timer(_end(record), starts=False),
        *_summaries(record),
    ]


def _timer(at: datetime, *, starts: bool) -> Any:
    from fit_tool.profile.messages.event_message import EventMessage
    from fit_tool.profile.profile_type import Event, EventType

    message = EventMessage()
    message.event = Event.TIMER
    message.event_type = EventType.START if starts else EventType.STOP_ALL
    message.timestamp = _ms(at)
    return message


def _set(record: Record, attempt: SetRecord, index: int, titles: Sequence[str]) -> Any:
    from fit_tool.profile.messages.set_message import SetMessage
    from fit_tool.profile.profile_type import FitBaseUnit, SetType

    began = attempt.started_at or record.started_at
    message = SetMessage()
    message.message_index = index
    message.start_time = _ms(began)
    message.timestamp = _ms(began + timedelta(seconds=(attempt.seconds or 0.0) / record.speed))
    if attempt.seconds is not None:
        message.duration = round(attempt.seconds, 3)
    message.set_type = SetType.ACTIVE.value
    message.category = [UNKNOWN]
    message.category_subtype = [titles.index(exercise_title(attempt))]
    if attempt.target.reps is not None and attempt.reps is not None:
        message.repetitions = min(attempt.reps, MAX_REPS)
    if attempt.load_kg is not None:
        message.weight = min(attempt.load_kg, 4000.0)
        message.weight_display_unit = FitBaseUnit.KILOGRAM.value
    return message


def _title(index: int, title: str) -> Any:
    from fit_tool.profile.messages.exercise_title_message import ExerciseTitleMessage

    message = ExerciseTitleMessage()
    message.message_index = index
    message.exercise_category = UNKNOWN
    message.exercise_name = index
    message.workout_step_name = title.encode()[:MAX_TITLE_BYTES].decode("utf-8", "ignore")
    return message


def _summaries(record: Record) -> list[Any]:
    """The lap, the session and the activity: all three are the whole of it."""
    from fit_tool.profile.messages.activity_message import ActivityMessage
    from fit_tool.profile.messages.lap_message import LapMessage
    from fit_tool.profile.messages.session_message import SessionMessage
    from fit_tool.profile.profile_type import Activity, Event, EventType, Sport, SubSport

    end = _end(record)
    elapsed = max((end - record.started_at).total_seconds(), 0.0)
    lap, session, activity = LapMessage(), SessionMessage(), ActivityMessage()
    for part in (lap, session):
        part.message_index = 0
        part.event_type = EventType.STOP
        part.start_time = _ms(record.started_at)
        part.timestamp = _ms(end)
        if record.active_seconds is not None:
            part.total_elapsed_time = elapsed
            part.total_timer_time = min(record.active_seconds, elapsed)
        part.sport = Sport.TRAINING
        part.sub_sport = SubSport.STRENGTH_TRAINING
    lap.event, session.event = Event.LAP, Event.SESSION
    session.first_lap_index, session.num_laps = 0, 1
    activity.timestamp = _ms(end)
    offset = end.utcoffset() or timedelta()
    activity.local_timestamp = int((end - EPOCH + offset).total_seconds())
    if record.active_seconds is not None:
        activity.total_timer_time = session.total_timer_time
    activity.num_sessions = 1
    activity.type = Activity.MANUAL
    activity.event, activity.event_type = Event.ACTIVITY, EventType.STOP
    return [lap, session, activity]


def _end(record: Record) -> datetime:
    """When it ended or, if that is not known, when it began: FIT needs an instant."""
    return record.ended_at or record.started_at


def _ms(instant: datetime) -> int:
    """Milliseconds since 1970, as fit-tool takes them; FIT itself has whole seconds."""
    return round(instant.timestamp() * 1000)


def _slug(id_: str) -> str:
    """The beginning of an id, in characters that a file name may have."""
    return "".join(character for character in id_[:8] if character.isascii() and character.isalnum()) or "session"
