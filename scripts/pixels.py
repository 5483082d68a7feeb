"""Takes the docs' picture of the figure in true pixels, from a real kitty on a virtual screen.

`python -m scripts.pixels docs/images` needs kitty, Xvfb and ImageMagick's `import`. If one of them is missing, it
says so and writes nothing: the picture in the repository stays.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from PIL import Image

from kneecoach.routine.library import DEFAULT, load_routine
from kneecoach.settings import load_settings
from kneecoach.ui.app import KneecoachApp
from kneecoach.ui.screens.live import Live
from tests.clocks import FakeClock
from tests.ui.driver import SILENT, Driver, paths_in

NEEDED = ("kitty", "Xvfb", "import")
COLUMNS, ROWS = 100, 30
SCREEN = (1600, 1000)
NAME = "pixels.png"
READY = "ready"
"""A file that appears when the picture can be taken."""
MAX_SECONDS = 90.0
MAKING_SECONDS = 2.0
"""Real seconds after which the picture has certainly been made and sent."""

EXERCISE, REPS_DONE, INTO_THE_REP = "hip-thrust", 6, 1.7
REP_SECONDS, SETUP_SECONDS = 5.0, 10.0


def main(folder: Path) -> int:
    """Take the picture. Returns 0, even if it cannot be taken."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        print(f"{NAME} was not taken: it needs {', '.join(missing)}.")
        return 0
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
        display = _virtual_screen(stack)
        environ = {**os.environ, "DISPLAY": display, "LIBGL_ALWAYS_SOFTWARE": "1"}
        options = [
            f"initial_window_width={COLUMNS}c",
            f"initial_window_height={ROWS}c",
            "remember_window_size=no",
            "update_check_interval=0",
            "font_size=12",
        ]
        own = [sys.executable, "-m", "scripts.pixels", "--inside", scratch]
        flags = [word for option in options for word in ("-o", option)]
        stack.enter_context(_ended(["kitty", "--config", "NONE", *flags, *own], environ))
        _wait_for(Path(scratch) / READY)
        shot = Path(scratch) / "shot.png"
        subprocess.run(["import", "-window", "root", str(shot)], env=environ, check=True)
        with Image.open(shot) as image:
            picture = image.convert("RGB")
            # Around the window the screen is black.
            picture = picture.crop(picture.getbbox())
            target = folder / NAME
            picture.quantize(256, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target}  {target.stat().st_size / 1000:.0f} kB")
    return 0


def _virtual_screen(stack: ExitStack) -> str:
    """Start an X server without a screen. Returns its display."""
    reading, writing = os.pipe()
    size = f"{SCREEN[0]}x{SCREEN[1]}x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
    stack.enter_context(_ended(command, dict(os.environ), pass_fds=(writing,)))
    os.close(writing)
    with os.fdopen(reading) as answer:
        return f":{answer.readline().strip()}"


def _ended(command: list[str], environ: dict[str, str], pass_fds: tuple[int, ...] = ()) -> ExitStack:
    """Start a program that is ended when this stack is closed."""
    quiet = subprocess.DEVNULL
    program = subprocess.Popen(command, env=environ, pass_fds=pass_fds, stdout=quiet, stderr=quiet)
    ending = ExitStack()
    ending.callback(program.wait)
    ending.callback(program.terminate)
    return ending


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + MAX_SECONDS
    while not path.exists():
        if time.monotonic() > deadline:
            raise SystemExit(f"{NAME} was not taken: the program never got that far.")
        time.sleep(0.1)


def show(folder: Path) -> None:
    """In the terminal, run the app to the squeeze of a hip thrust and stop there."""
    paths = paths_in(folder)
    paths.config.mkdir()
    paths.settings.write_text(f"keep_awake = false\n{SILENT}".replace('"colour"', '"pixels"'), "utf-8")
    clock = FakeClock()
    start = (
        load_routine(paths, DEFAULT),
        load_settings(paths).options(pace=None, side=None, speed=1.0, mute=False),
    )
    app = KneecoachApp(paths, start=start, ask=False, clock=clock)

    async def pose() -> None:
        while not (isinstance(app.screen, Live) and app.screen.is_laid_out):
            await asyncio.sleep(0.05)
        live = app.screen
        driver = Driver(app, None, clock, paths)  # type: ignore[arg-type]
        while live._runner.state.planned.exercise.id != EXERCISE:
            live._send("N")
            live._send("enter")
        driver.pass_time(SETUP_SECONDS + REPS_DONE * REP_SECONDS + INTO_THE_REP)
        live.say("")
        live._paint()
        await asyncio.sleep(MAKING_SECONDS)
        (folder / READY).touch()

    app.call_later(lambda: app.run_worker(pose()))
    app.run()


if __name__ == "__main__":
    if sys.argv[1] == "--inside":
        show(Path(sys.argv[2]))
    else:
        sys.exit(main(Path(sys.argv[1])))
