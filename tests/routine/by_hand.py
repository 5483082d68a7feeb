"""Routines as people write them by hand: comments everywhere, odd spacing, multi-line texts."""

from __future__ import annotations

PLAIN = """\
schema = 1
id = "mine"
title = "Mine"

[[exercise]]
use = "hip-thrust"
sets = 2
reps = [8, 12]

[[exercise]]
use = "calf-stretch"
sets = 2
hold = 30
"""

COMMENTED = """\
# top of the file
schema = 1
id = "mine" # the id
title = "Mine"
# below the title

# --- the first half ---

# what the thrust is for
# (two lines of it)
[[exercise]] # thrust
use = "hip-thrust"   # from the library
sets = 2 # not three
reps = [8, 12]
# after the last key

# --- the second half ---

[["exercise"]]
id = "wall-sit"
title = "Wall sit"
sets = 3
hold = 30
note = '''
[[exercise]]
# not a comment'''
easier = ["higher"]

# of the variant
[[exercise.variants]]
words = "higher" # as above
hold = 20
  [[ exercise ]]
use='step-up'
sets=3
reps=10
cadence = [
  { name = "step up", seconds = 2 }, # up
  { name = "lower", seconds = 3 },
]
# at the end"""

CROWDED = """\
schema = 1
id = "mine"
title = "Mine"
[[exercise]]
use = "floor-bridge"
sets = 3
reps = 15
[[exercise]]
use = "step-up"
sets = 3
reps = 10
[[exercise.cadence]]
name = "up"
seconds = 1
[[exercise.cadence]]
name = "down"
seconds = 2
"""

FILES = {
    "plain": PLAIN.encode(),
    "commented": COMMENTED.encode(),
    "crowded": CROWDED.encode(),
    "windows": COMMENTED.replace("\n", "\r\n").encode(),
    "marked": b"\xef\xbb\xbf" + PLAIN.encode(),
}
"""Valid routines with the id `mine`, each with at least two exercises."""
