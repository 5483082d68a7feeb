"""The top-level help, as text: `kneecoach --help` prints it without importing anything."""

COMPLETION = "_KNEECOACH_COMPLETE"
"""The variable that a shell sets when it asks click for completions."""

HELP = """\
Usage: kneecoach [OPTIONS] [COMMAND] [ARGS]...

  A guided timer that leads you through a knee-friendly strength routine.
  Without a command it opens the app.

Follow along:
  start      Start a routine now; --plain and --json need no full screen.
  resume     Go on with a session that was cut off.

Look back:
  history    List past sessions.
  show       Show one session, by its id or `last`.
  note       Print or write a session's note.
  edit       Correct a session: pain, effort, or what was done in a set.
  add        Add a session that was done without kneecoach.
  delete     Delete a session; undelete brings it back, or lists deleted ones.
  stats      Often enough? Less pain? Is one leg behind? Should I do more?
  progress   Suggest more or less of each exercise; --apply says yes to one.
  export     Write sessions as json, csv, or a page for a physiotherapist.
  import     Add sessions from an export, or from a copied log file.

Look at the movements:
  figures    Each movement with its figure and instructions; --list lists.
  exercises  List, show and check the library; list --equipment none.

Set up:
  routines   List, show and check routines; new, edit, add, export.
  settings   List every setting, show one, or set one.
  paths      Show where everything is kept.
  log        The log of sessions: log path, log check and log repair.
  voice      List the words that have no clip; voice make renders them.
  sound-test Play the voice and each tone, and say what plays them.
  remind     Remind you of a session, or of a question: --install, --ics.
  serve      Show the app in a browser; --lan lets a phone or a TV in.
  doctor     Say what works here, what does not, and what to do about it.
  schema     Print a JSON Schema: of records, events, settings, routines.
  completion Print the script that completes words in bash, zsh or fish.

Options:
  --data-dir FOLDER  Keep everything in this folder.
  --version          Show the version.
  -h, --help         Show this help.

Not medical advice. Stop an exercise that causes sharp or rising pain.
"""
