"""Every key of the app, in one table: id, tooltip, and whether the footer shows it. Keys can be remapped by id."""

from __future__ import annotations

from textual.binding import Binding

BUTTON = "pagedown,media_play_pause,media_track_next"
BUTTON_BACK = "pageup,media_track_previous"
"""What a presenter's clicker, a pedal or a headset sends. docs/hands-free.md says what each key does."""


def _bind(
    id_: str, key: str, action: str, description: str, tooltip: str, *, show: bool = True, priority: bool = False
) -> Binding:
    shown = "enter" if key.startswith("enter") else None  # many fonts lack Textual's own symbol for it
    return Binding(
        key, action, description, show=show, key_display=shown, tooltip=tooltip, id=id_, priority=priority
    )


def _opens(id_: str, key: str, name: str, tooltip: str) -> Binding:
    """A key for the screen called `name`."""
    return _bind(id_, key, f"app.show_screen({name.lower()!r})", name, tooltip)


def _suggestion_keys(screen: str) -> list[Binding]:
    """The keys for suggestions."""
    yes = "Follow the suggestion from now on: it is saved in your own copy of the routine."
    return [
        _bind(f"{screen}-yes", "y", "apply", "As suggested", yes),
        _bind(f"{screen}-undo", "u", "take_back", "Take back", "Undo what you just accepted.", show=False),
        _bind(
            f"{screen}-other", "n", "other", "Skip suggestion", "Show the next one; nothing is changed.", show=False
        ),
    ]


def _list_keys(screen: str, row: str) -> list[Binding]:
    """The keys that move in a list."""
    return [
        _bind(f"{screen}-up", "up", "move(-1)", "Up", f"The {row} above.", show=False),
        _bind(f"{screen}-down", "down", "move(1)", "Down", f"The {row} below.", show=False),
        _bind(f"{screen}-page-up", "pageup", "move_page(-1)", "Page up", "A page up.", show=False),
        _bind(f"{screen}-page-down", "pagedown", "move_page(1)", "Page down", "A page down.", show=False),
    ]


HELP_KEY = _bind("app-help", "question_mark,f1", "app.help", "Help", "When to get help, and all keys.")
"""On every screen and dialog. Dialogs have no other key of the app."""

APP: list[Binding] = [
    _bind("app-quit", "ctrl+q", "leave", "Quit", "Quit; a live session asks first.", show=False, priority=True),
    _bind("app-interrupt", "ctrl+c", "leave", "Quit", "Quit; a live session asks first.", show=False),
    _bind("app-suspend", "ctrl+z", "suspend_process", "Suspend", "Back to the shell; `fg` returns.", show=False),
    HELP_KEY,
]

HOME: list[Binding] = [
    _bind("home-start", f"enter,{BUTTON}", "begin", "Start", "A few questions, and then the session."),
    _bind("home-start-now", "s", "begin_now", "Start, no questions", "Start at once."),
    _bind("home-resume", f"enter,{BUTTON}", "resume", "Go on", "Go on with the session that was cut off."),
    _bind("home-save", "s", "save_leftover", "Save", "Save what was done of the session that was cut off."),
    _bind("home-discard", "d", "discard_leftover", "Delete", "Delete the session that was cut off; asks again."),
    _opens("home-history", "h", "History", "Past sessions."),
    _opens("home-trends", "t", "Trends", "What it means: often enough? less pain? a leg behind? more?"),
    _bind("home-movements", "f", "movements", "Exercises", "Every movement, with its figure and how it is done."),
    _opens("home-routines", "e", "Routines", "Look at the routines, change them, or make one."),
    _opens("home-settings", "o", "Settings", "Every setting, with what it means."),
    _bind("home-previous", "left", "turn(-1)", "Previous routine", "Show the previous routine.", show=False),
    _bind("home-next", "right", "turn(1)", "Next routine", "Show the next routine.", show=False),
    _bind(
        "home-pass-over",
        "escape",
        "pass_over",
        "No answer",
        "Skip the question about the morning after the last session.",
        show=False,
    ),
    _bind("home-quit", "q", "app.leave", "Quit", "Leave kneecoach."),
]

WELCOME: list[Binding] = [
    _bind("welcome-start", f"enter,{BUTTON}", "begin", "Start", "A few questions, and then the session."),
    _bind("welcome-start-now", "s", "begin_now", "Start, no questions", "Start at once."),
    _bind("welcome-knee", "k", "turn_knee", "Sore knee", "Which knee is sore: left, right, both."),
    _bind("welcome-pace", "g", "pace", "Pace", "Who counts: the coach, or you with space."),
    _bind("welcome-sound", "v", "sound", "Sound test", "Play the voice and each tone once."),
    _bind("welcome-up", "up", "move(-1)", "Row", "The row above.", show=False),
    _bind("welcome-down", "down", "move(1)", "Row below", "The row below.", show=False),
    _bind("welcome-back", "escape", "back", "Look around", "To Home. This is not shown again."),
]

BEFORE: list[Binding] = [
    _bind("before-start", f"enter,{BUTTON}", "begin", "Start", "Start the session."),
    _bind(
        "before-without", "w", "without", "No standing exercises", "Leave them out today, or include them again."
    ),
    *_suggestion_keys("before"),
    _bind("before-up", "up", "move(-1)", "Row", "The row above.", show=False),
    _bind("before-down", "down", "move(1)", "Row below", "The row below."),
    _bind("before-pace", "g", "pace", "Pace", "Who counts: the coach, or you with space."),
    _bind("before-side", "L", "side", "First leg", "Which leg is first."),
    _bind("before-load", "l", "load", "Loads", "Type the loads."),
    _bind("before-minutes", "m", "minutes", "How long", "How long today: fewer sets, or all of them again."),
    _bind(
        "before-left-out",
        "o",
        "left_out",
        "Leave out",
        "Exercises to leave out today, and equipment that is not at hand.",
    ),
    _bind("before-variant", "e", "variant", "Variants", "Another way of doing an exercise, in this session only."),
    _bind("before-back", "escape", "back", "Back", "Back to Home."),
]

LIVE: list[Binding] = [
    _bind(
        "live-space", "space", "press('space')", "Pause or count", "Guided: pause or go on. Self pace: count a rep."
    ),
    _bind("live-pause", "p", "press('p')", "Pause", "Pause, or go on.", show=False),
    _bind("live-next", "enter", "press('enter')", "Next", "End the rest, or finish this set now."),
    _bind(
        "live-button",
        BUTTON,
        "press('pagedown')",
        "One button",
        "A clicker, pedal or headset: go on; self pace: count a rep; guided: pause.",
        show=False,
    ),
    _bind(
        "live-button-back",
        BUTTON_BACK,
        "press('pageup')",
        "One button back",
        "The same button for back: take back the last key.",
        show=False,
    ),
    _bind("live-skip-set", "n", "press('n')", "Skip set", "Skip this set on this side."),
    _bind(
        "live-skip-exercise",
        "N",
        "press('N')",
        "Skip exercise",
        "Skip the remaining sets of this exercise.",
        show=False,
    ),
    _bind("live-repeat", "r", "press('r')", "Repeat set", "Repeat this set; in a rest, the one just done."),
    _bind("live-back", "b", "press('b')", "Previous set", "Back to the previous set; nothing done is erased."),
    _bind("live-undo", "u", "press('u')", "Undo", "Undo the last key, up to 50 times."),
    _bind("live-rest-longer", "plus", "press('+')", "Rest +15", "15 s more rest.", show=False),
    _bind("live-rest-shorter", "minus", "press('-')", "Rest -15", "15 s less rest.", show=False),
    _bind("live-load", "l", "load", "Load", "Set the load, or the tension of the band.", show=False),
    _bind(
        "live-variant",
        "e",
        "variant",
        "Easier or harder",
        "Go on in an easier, harder or no-equipment variant, or as planned again.",
        show=False,
    ),
    _bind("live-note", "i", "note", "Note", "Write a note on this exercise.", show=False),
    _bind("live-pain", "x", "pain", "Pain", "Say how the knee feels now, 0-10."),
    _bind("live-pace", "g", "press('g')", "Pace", "Guided or self pace.", show=False),
    _bind("live-mute", "m", "mute", "Sound off or on", "Sound off or on.", show=False),
    _bind("live-stop", "q,escape", "stop", "Stop", "Pause, and save what was done, go on, or delete it."),
]

SUMMARY: list[Binding] = [
    _bind("summary-home", f"enter,{BUTTON}", "home", "Finish", "Back to Home; everything is saved."),
    _bind("summary-detail", "e", "detail", "Every set", "Look at every set, and correct it."),
    *_suggestion_keys("summary"),
    _bind("summary-up", "up", "move(-1)", "Row", "The row above, or scroll up.", show=False),
    _bind("summary-down", "down", "move(1)", "Row below", "The row below, or scroll down."),
]

HISTORY: list[Binding] = [
    _bind("history-open", "enter", "open", "Open", "Every set of the session under the cursor."),
    _bind("history-new", "n", "new", "New", "Add a session done without kneecoach."),
    _bind("history-filter", "slash", "filter", "Filter", "Type words to find: routine, status, note, date."),
    _bind("history-sort", "o", "sort", "Sort", "Sort by date, length, pain or sets, in turn."),
    _bind("history-turn", "O", "turn_round", "Reverse", "Reverse the order.", show=False),
    _opens("history-trends", "t", "Trends", "What the sessions mean."),
    _bind("history-all", "a", "rehearsals", "Rehearsals", "Show or hide sessions run at another speed."),
    _bind(
        "history-undelete", "u", "undelete", "Undelete", "Bring back the session that was just deleted.", show=False
    ),
    *_list_keys("history", "session"),
    _bind("history-first", "home", "go_to(0)", "First", "The first session of the list.", show=False),
    _bind("history-last", "end", "go_to(-1)", "Last", "The last session of the list.", show=False),
    _bind("history-back", "escape,q", "back", "Back", "Close the filter; without one, back to where you were."),
]

TRENDS: list[Binding] = [
    _bind("trends-previous", "left", "turn(-1)", "Previous page", "The previous page.", show=False),
    _bind("trends-next", "right", "turn(1)", "Page", "The next page: pain, weeks, exercises, legs."),
    _bind(
        "trends-up",
        "up",
        "choose(-1)",
        "Previous exercise",
        "The previous exercise, or pain at another time.",
        show=False,
    ),
    _bind("trends-down", "down", "choose(1)", "Exercise", "The next exercise, or pain at another time."),
    _bind("trends-open", "enter", "open", "Open", "The charts of the exercise under the cursor."),
    _bind(
        "trends-measure",
        "m",
        "measure",
        "Reps or load",
        "Reps, seconds held, load, or reps × load of the exercise.",
    ),
    _bind("trends-back", "escape,q", "back", "Back", "Back to where you were."),
]

MOVEMENTS: list[Binding] = [
    _bind("movements-read", "enter", "read", "How to", "How the movement under the cursor is done."),
    _bind("movements-search", "slash", "search", "Search", "Type words to find: title, equipment, muscle."),
    _bind("movements-previous", "left", "turn(-1)", "Previous movement", "Show the previous movement.", show=False),
    _bind("movements-next", "right", "turn(1)", "Next movement", "Show the next movement.", show=False),
    _bind("movements-still", "space", "stand_still", "Pause", "Pause or resume the figure."),
    _bind("movements-note", "i", "note", "Note", "Write a note on this exercise."),
    _bind("movements-figure", "f", "figure_only", "Large figure", "The figure alone, or with what is beside it."),
    _bind("movements-up", "up", "scroll(-1)", "Up", "Up in the list, or scroll up.", show=False),
    _bind("movements-down", "down", "scroll(1)", "Read on", "Down in the list, or scroll down."),
    _bind(
        "movements-page-up",
        "pageup",
        "scroll_page(-1)",
        "Page back",
        "A page up in the list, or of the words.",
        show=False,
    ),
    _bind(
        "movements-page-down",
        "pagedown",
        "scroll_page(1)",
        "Page forward",
        "A page down in the list, or of the words.",
        show=False,
    ),
    _bind("movements-back", "escape,q", "back", "Back", "Back to the list, and from there to Home."),
]

CHOOSE: list[Binding] = [
    _bind("choose-add", "enter", "choose", "Add", "Add the exercise under the cursor.", priority=True),
    _bind(
        "choose-own",
        "ctrl+n",
        "choose_own",
        "One of your own",
        "Add an exercise that is not in the library, with the typed words as its title.",
        priority=True,
    ),
    _bind("choose-back", "escape", "back", "Back", "Back to the routine without adding one."),
]

DETAIL: list[Binding] = [
    _bind("detail-edit", "e", "edit", "Edit", "Correct what the cursor is on; so does enter."),
    _bind("detail-note", "i", "note", "Note", "Write a note."),
    _bind("detail-delete", "d", "delete", "Delete", "Delete this session, after asking."),
    _bind("detail-undo", "u", "undo", "Undo", "Take back the last change made here, or the deletion."),
    _bind("detail-go-on", "c", "go_on", "Go on", "Go on with this session: only the sets that are left."),
    _bind("detail-back", "escape,q", "back", "Back", "Back to where you were."),
]

SETTINGS: list[Binding] = [
    _bind("settings-choose", "enter", "choose", "Choose", "Choose among the values, type one, or press a new key."),
    _bind(
        "settings-previous",
        "left",
        "turn(-1)",
        "Previous value",
        "The previous value, or a little less.",
        show=False,
    ),
    _bind("settings-next", "right,space", "turn(1)", "Change", "The next value, or a little more."),
    _bind("settings-default", "backspace,delete", "default", "Default", "Back to the default."),
    _bind("settings-undo", "u", "undo", "Undo", "Take back the last change made here."),
    _bind("settings-up", "up", "move('up')", "Row", "The row above.", show=False),
    _bind("settings-down", "down", "move('down')", "Row below", "The row below.", show=False),
    _bind("settings-page-up", "pageup", "move('page_up')", "Page up", "A page up.", show=False),
    _bind("settings-page-down", "pagedown", "move('page_down')", "Page down", "A page down.", show=False),
    _bind("settings-first", "home", "move('first')", "First row", "The first row.", show=False),
    _bind("settings-last", "end", "move('last')", "Last row", "The last row.", show=False),
    _bind("settings-back", "escape,q", "back", "Back", "Back to Home. Everything is saved already."),
]

ROUTINES: list[Binding] = [
    _bind("routines-edit", "enter", "edit", "Edit", "Change the routine under the cursor."),
    _bind("routines-new", "n", "new", "New", "Make a routine from an empty page."),
    _bind("routines-copy", "c", "copy", "Copy", "Copy the routine under the cursor under a new name."),
    _bind("routines-title", "r", "title", "Rename", "Give the routine under the cursor another title."),
    _bind("routines-export", "x", "export", "Export", "Write the routine under the cursor to a file of its own."),
    _bind("routines-delete", "d", "delete", "Delete", "Delete a routine of your own, after asking."),
    _bind("routines-undo", "u", "undo", "Undo", "Bring back the routine that was just deleted.", show=False),
    *_list_keys("routines", "routine"),
    _bind("routines-back", "escape,q", "back", "Back", "Back to Home."),
]

EDITOR: list[Binding] = [
    _bind("editor-edit", "enter", "edit", "Change", "Sets, reps or hold, rest and more of the exercise."),
    _bind("editor-add", "a", "add", "Add", "Add an exercise of the library, or one of your own, below the cursor."),
    _bind("editor-move-down", "J", "shift(1)", "Move", "Move the exercise down."),
    _bind("editor-move-up", "K", "shift(-1)", "Move up", "Move the exercise up."),
    _bind("editor-take-out", "d", "take_out", "Remove", "Remove the exercise from the routine."),
    _bind("editor-undo", "u", "undo", "Undo", "Undo the last change; repeat to get back to the file as it was."),
    _bind("editor-kind", "w", "kind", "Warm-up", "Exercise, warm-up or cool-down, in turn."),
    _bind("editor-order", "o", "order", "Circuit", "A circuit, or one exercise after the other."),
    _bind("editor-title", "r", "title", "About", "Title, who prescribed it, times a week, until when."),
    _bind("editor-copy", "c", "copy", "Copy", "Copy the routine under a new name, and continue with the copy."),
    *_list_keys("editor", "exercise"),
    _bind("editor-back", "escape,q", "back", "Back", "Back to the routines; everything is saved."),
]

HELP: list[Binding] = [_bind("help-back", "escape,q,question_mark,f1", "back", "Back", "Back to where you were.")]

SCREENS: dict[str, list[Binding]] = {
    "Home": HOME,
    "Welcome": WELCOME,
    "Before": BEFORE,
    "Live": LIVE,
    "Summary": SUMMARY,
    "History": HISTORY,
    "Trends": TRENDS,
    "Detail": DETAIL,
    "Movements": MOVEMENTS,
    "SettingsScreen": SETTINGS,
    "Routines": ROUTINES,
    "Editor": EDITOR,
    "Choose": CHOOSE,
    "Help": HELP,
    "app": APP,
}
"""The keys of every screen, in the order in which Help lists them; those of the app are everywhere."""


def default_keys() -> dict[str, str]:
    """The default keys of every binding, by its id."""
    return {binding.id or "": binding.key for bindings in SCREENS.values() for binding in bindings}


def is_key_of(screen: str, key: str, keys: dict[str, str]) -> bool:
    """Whether a key is in the table of a screen, by its class's name; `keys` as the user set them."""
    bindings = SCREENS.get(screen, ())
    return any(key in keys.get(binding.id or "", binding.key).split(",") for binding in bindings)


UNSEEN = ("live-space", "live-pause", "live-stop", "home-quit")
"""Bindings that count even if the window is too small to show the screen; the screen then names their keys."""
UNSEEN_TOO = ("live-button", "app-quit", "app-interrupt", "app-suspend")
"""The same, but not named: whoever uses them knows them, or has no other."""


def unseen_keys(screen: str, keys: dict[str, str], ids: tuple[str, ...] = (*UNSEEN, *UNSEEN_TOO)) -> list[str]:
    """The keys that count on a screen, by its class's name, that the window has no room for; `keys` as set."""
    bindings = [binding for binding in (*SCREENS.get(screen, ()), *APP) if binding.id in ids]
    return [key for each in bindings for key in keys.get(each.id or "", each.key).split(",")]


def unseen_words(screen: str, keys: dict[str, str]) -> str:
    """Which keys those are: `Until then only space, p and q work.`"""
    named = [key for id_ in UNSEEN for key in unseen_keys(screen, keys, (id_,))[:1]]
    *others, last = [key_words(key) for key in named or unseen_keys(screen, keys, ("app-quit",))[:1]]
    return f"Until then only {', '.join(others)}{' and ' if others else ''}{last} work{'' if others else 's'}."


NEVER_TOGETHER = (
    {"home-start", "home-resume"},
    {"home-start-now", "home-save"},
    {"app-help", "help-back"},
)
"""Bindings that may share a key: only one of them is active at a time."""


def key_words(keys: str) -> str:
    """Keys as shown to the user: `enter`, `? f1`, `ctrl+q`."""
    signs = {"question_mark": "?", "slash": "/", "plus": "+", "minus": "-", "escape": "esc"}
    signs |= {"left": "←", "right": "→", "up": "↑", "down": "↓", "pagedown": "pgdn", "pageup": "pgup"}
    names = [key.strip() for key in keys.split(",")]
    ours = [key for key in names if key not in OF_A_BUTTON] or names[:1]
    return " ".join(signs.get(key, key) for key in ours)


OF_A_BUTTON = frozenset(f"{BUTTON},{BUTTON_BACK}".split(","))
"""Keys that need no words if the binding has another: few keyboards have them within reach."""


def help_key(keys: dict[str, str]) -> str:
    """The first key that opens Help, as shown to the user; `keys` as the user set them."""
    return key_words(keys.get(HELP_KEY.id or "", HELP_KEY.key).split(",")[0])
