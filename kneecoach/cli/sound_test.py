"""`kneecoach sound-test`."""

from __future__ import annotations

import sys
import time

import click

from kneecoach.cli.options import data_dir_option, filled, json_option, print_json, the_paths

READY_SECONDS = 8.0
"""How long to wait for the sound to be ready, in seconds."""

GAP_SECONDS = 0.3
VOICES = ("This is the sound test", "One", "Two", "Three", "Push up", "Squeeze")


@click.command("sound-test")
@click.option(
    "--backend", type=filled, metavar="NAME", help="Try this one: auto, simpleaudio, miniaudio or player."
)
@json_option
@data_dir_option
@click.pass_context
def sound_test(ctx: click.Context, backend: str | None, as_json: bool) -> int:
    """Play the voice and each tone, and say what plays them."""
    from kneecoach.audio.backends.names import AUTO, BACKENDS
    from kneecoach.audio.clips import lengths
    from kneecoach.audio.player import Play, Player
    from kneecoach.audio.tones import TONES
    from kneecoach.errors import KneecoachError, UsageError
    from kneecoach.paths import private_folder
    from kneecoach.settings import load_settings

    paths = the_paths(ctx)
    sound = load_settings(paths).sound
    chosen = backend or sound.backend
    if chosen not in {"auto", *BACKENDS}:
        raise UsageError(f"There is no backend {chosen!r}: auto, {', '.join(BACKENDS)}.")
    if chosen == "none":
        raise KneecoachError("Sound is turned off: the backend is `none`.")
    if chosen == "bell":
        click.echo("\a", nl=False, err=True)
        click.echo("The terminal's bell has been rung. The terminal decides whether you hear it.")
        return 0
    private_folder(paths.state)
    problems: list[str] = []
    player = Player(
        paths.audio_log,
        backends=AUTO if chosen == "auto" else (chosen,),
        volumes=(sound.voice_volume, sound.tone_volume),
        on_problem=problems.append,
    )
    player.start()
    until = time.monotonic() + READY_SECONDS
    while not player.is_heard and not problems and time.monotonic() < until:
        time.sleep(0.02)
    condition = player.condition
    if not player.is_heard:
        player.close(finish=False)
        why = problems[0] if problems else "the sound process did not answer"
        raise KneecoachError(f"No sound: {why}. A session shows everything in words and flashes instead.")
    if not as_json:
        click.echo(f"{condition.backend} plays on {condition.device}.")
    known, worker = lengths(), player.worker_pid
    played = [clip for clip in (*VOICES, *TONES) if clip in known]
    for clip in played:
        at = time.monotonic() + GAP_SECONDS
        player.plan([Play(clip, at, at + 1.0)])
        if not as_json:
            click.echo(f"  {'tone' if clip in TONES else 'voice':<5}  {clip}")
        time.sleep(GAP_SECONDS + known[clip])
    heard = player.worker_pid == worker and not problems
    player.close()
    if as_json:
        print_json(
            {
                "backend": condition.backend,
                "device": condition.device,
                "played": played,
                "lost": not heard,
            }
        )
    if not heard:
        print("kneecoach: The sound was lost during the test.", file=sys.stderr)
    return 0 if heard else 1
