"""`kneecoach sound-test`."""

from __future__ import annotations

import click

from kneecoach.cli.options import filled, json_option, pass_paths, print_json
from kneecoach.cli.streams import say_error
from kneecoach.paths import Paths


@click.command("sound-test")
@click.option(
    "--backend", type=filled, metavar="NAME", help="Try this backend: auto, simpleaudio, miniaudio or player."
)
@json_option
@pass_paths
def sound_test(paths: Paths, backend: str | None, as_json: bool) -> int:
    """Play the voice and each tone, and say what plays them."""
    from kneecoach.audio.backends.names import BACKENDS
    from kneecoach.audio.tones import TONES
    from kneecoach.audio.trial import try_sound
    from kneecoach.errors import KneecoachError, UsageError
    from kneecoach.settings import load_settings

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

    def began(backend: str, device: str) -> None:
        if not as_json:
            click.echo(f"{backend} plays on {device}.")

    def playing(clip: str) -> None:
        if not as_json:
            click.echo(f"  {'tone' if clip in TONES else 'voice':<5}  {clip}")

    tried = try_sound(sound, paths, chosen, began=began, playing=playing)
    if as_json:
        print_json(
            {
                "backend": tried.backend,
                "device": tried.device,
                "played": list(tried.played),
                "lost": not tried.is_whole,
            }
        )
    if not tried.is_whole:
        say_error("The sound was lost during the test.")
    return 0 if tried.is_whole else 1
