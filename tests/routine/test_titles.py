"""No routine that is made here gets another one's title."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kneecoach.errors import KneecoachError
from kneecoach.paths import Paths
from kneecoach.routine.draft import Draft
from kneecoach.routine.own import copy_routine, new_routine
from kneecoach.routine.titles import check_title, routine_titles, title_of_copy
from tests.log.samples import folders


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders with one routine of the user's own, called Mine."""
    made = folders(tmp_path)
    new_routine(made, "Mine")
    return made


@pytest.mark.parametrize(
    "give",
    [
        lambda paths, title: new_routine(paths, title, id_="other"),
        new_routine,
        lambda paths, title: copy_routine(paths, "knee-start", title=title),
        lambda paths, title: copy_routine(paths, "mine", id_="other", title=title),
        Draft.new,
        lambda paths, title: Draft(paths, "knee-start").set_routine({"title": title}),
        check_title,
    ],
    ids=["new with a name", "new", "copy", "copy with a name", "new draft", "renamed", "asked"],
)
@pytest.mark.parametrize(
    ("title", "has_it"), [("Mine", "mine"), (" MINE ", "mine"), ("Knee relief", "knee-relief")]
)
def test_a_title_that_another_routine_has_is_refused_in_one_sentence(
    paths: Paths, give: Callable[[Paths, str], object], title: str, has_it: str
) -> None:
    before = sorted(paths.routines_dir.iterdir())
    with pytest.raises(KneecoachError) as refused:
        give(paths, title)
    said = f"The routine {has_it} already has the title {title.strip()!r}; choose another title."
    assert str(refused.value) == said
    assert sorted(paths.routines_dir.iterdir()) == before


def test_a_routine_may_keep_its_own_title_and_write_it_otherwise(paths: Paths) -> None:
    draft = Draft(paths, "mine")
    draft.set_routine({"title": "Mine", "about": "For mornings."})
    draft.set_routine({"title": "MINE"})
    assert routine_titles(paths)["mine"] == "MINE"
    Draft(paths, "knee-relief").set_routine({"about": "A copy that takes the place of the built-in one."})
    assert routine_titles(paths)["knee-relief"] == "Knee relief"


def test_a_copy_without_a_title_gets_one_that_is_free(paths: Paths) -> None:
    titles = [copy_routine(paths, "mine").spec.title for _ in range(3)]
    assert titles == ["Mine (copy)", "Mine (copy 2)", "Mine (copy 3)"]
    assert title_of_copy(paths, "Knee relief") == "Knee relief (copy)"


def test_one_that_cannot_be_read_is_called_by_its_id(paths: Paths) -> None:
    for name, text in (("odd", "title ="), ("number", "title = 3"), ("blank", 'title = " "'), ("bytes", "\xff")):
        (paths.routines_dir / f"{name}.toml").write_text(text, "latin-1")
    titles = routine_titles(paths)
    assert {name: titles[name] for name in ("odd", "number", "blank", "bytes")} == {
        name: name for name in ("odd", "number", "blank", "bytes")
    }
