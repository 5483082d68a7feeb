"""`kneecoach voice`: which words are not spoken, and rendering them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import click

from kneecoach.cli.complete import routine_names
from kneecoach.cli.group import Group
from kneecoach.cli.options import filled, json_option, pass_paths, print_json
from kneecoach.cli.streams import say_error
from kneecoach.paths import Paths

if TYPE_CHECKING:
    from kneecoach.session.plan import Plan

LOOK_SECONDS = 0.05

NO_VOICE = (
    "Nothing on this computer can speak new words: `pip install 'kneecoach[voice]'`, or install espeak-ng "
    "(Linux). Until then tones and captions stand in for them."
)


@click.group(cls=Group, invoke_without_command=True)
@json_option
@pass_paths
def voice(paths: Paths, as_json: bool) -> None:
    """List the words of your routines that have no clip."""
    if click.get_current_context().invoked_subcommand is not None:
        return
    from kneecoach.audio.voice.speakers import found_voices
    from kneecoach.routine.library import routine_files
    from kneecoach.text import plural
    from kneecoach.voice import counted, missing_words

    voices = found_voices()
    rows: list[dict[str, Any]] = []
    for name, plan in _plans(paths, tuple(routine_files(paths))):
        missing = missing_words(paths, plan, counted(voices))
        rows.append(
            {
                "routine": name,
                "title": plan.title,
                "missing": list(missing.whole),
                "in_pieces": list(missing.pieces),
            }
        )
    if as_json:
        print_json({"voice": voices[0] if voices else None, "routines": rows})
        return
    for row in rows:
        click.echo(f"{row['routine']}: {'without a clip' if row['missing'] else 'everything is spoken'}")
        for words in row["missing"]:
            click.echo(f"  {words}")
        if row["in_pieces"]:
            click.echo(f"  ({plural(len(row['in_pieces']), 'phrase')} more said in pieces)")
    if any(row["missing"] for row in rows):
        click.echo(f"`kneecoach voice make` renders them, with the voice {voices[0]}." if voices else NO_VOICE)


@voice.command()
@click.argument("routine", type=filled, required=False, shell_complete=routine_names)
@json_option
@pass_paths
def make(paths: Paths, routine: str | None, as_json: bool) -> None:
    """Render missing clips, of one routine or all."""
    from kneecoach.audio.voice.rendering import ClipMaker
    from kneecoach.audio.voice.speakers import found_voices
    from kneecoach.errors import KneecoachError
    from kneecoach.routine.library import load_routine, routine_files
    from kneecoach.routine.planner import plan_routine
    from kneecoach.voice import counted, missing_words

    voices = found_voices()
    if not voices:
        raise KneecoachError(NO_VOICE)
    plans = (
        _plans(paths, tuple(routine_files(paths)))
        if routine is None
        else [(routine, plan_routine(load_routine(paths, routine)))]
    )
    wanted: dict[str, float] = {}
    for _, plan in plans:
        wanted |= missing_words(paths, plan, counted(voices)).to_render(voices[0])
    made: dict[str, float] = {}

    def tell(words: str, seconds: float) -> None:
        made[words] = seconds
        if not as_json:
            click.echo(f"  {words}")

    maker = ClipMaker(paths.voice_store, voices, tell)
    try:
        rendering = maker.make(wanted)
        while not rendering.is_over:
            time.sleep(LOOK_SECONDS)
    finally:
        maker.close()
    lost = [words for words in wanted if words not in made]
    if as_json:
        print_json({"voice": rendering.voice or None, "made": made, "failed": lost})
    elif not wanted:
        click.echo("Every word already has a clip.")
    elif made:
        click.echo(f"{len(made)} rendered with the voice {rendering.voice}, into {paths.voice_store}.")
    if lost:
        why = next(iter(rendering.failed.values()), "the voice could not start")
        raise KneecoachError(f"{len(lost)} of {len(wanted)} phrases could not be rendered: {why}.")


def _plans(paths: Paths, names: tuple[str, ...]) -> list[tuple[str, Plan]]:
    """The plans of these routines. Those that cannot be read are named on stderr."""
    from kneecoach.errors import KneecoachError
    from kneecoach.routine.library import load_routine
    from kneecoach.routine.planner import plan_routine

    plans = []
    for name in names:
        try:
            plans.append((name, plan_routine(load_routine(paths, name))))
        except KneecoachError as error:
            say_error(error)
    return plans
