"""What shows only its background reuses the row it painted, but never a row of another colour."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.color import Color
from textual.geometry import Region
from textual.widgets import Static

from kneecoach.ui.widgets.ground import Column, Row


class Grounds(App[None]):
    CSS = "#outer.-flash { background: red; } #inner { height: 3; } #inner.-own { background: blue; }"

    def compose(self) -> ComposeResult:
        with Row(id="outer"), Column(id="inner"):
            yield Static("word")

    def painted(self, id_: str) -> Color:
        """The colour in which a background is painted."""
        [row, *_] = self.query_one(id_).render_lines(Region(0, 0, 5, 2))
        style = row._segments[0].style
        assert style is not None
        assert style.bgcolor is not None
        return Color.from_rich_color(style.bgcolor)

    def is_true(self) -> bool:
        """Whether both backgrounds are painted in their own colours."""
        return all(
            self.painted(id_).rgb == self.query_one(id_).background_colors[1].rgb for id_ in ("#outer", "#inner")
        )


async def test_a_ground_takes_every_colour_that_it_or_one_beneath_it_gets() -> None:
    app = Grounds()
    async with app.run_test() as pilot:
        seen = [app.painted("#inner").rgb]
        assert app.is_true()
        for change in (
            lambda: app.query_one("#outer").add_class("-flash"),
            lambda: app.query_one("#outer").remove_class("-flash"),
            lambda: app.query_one("#inner").add_class("-own"),
            lambda: app.query_one("#inner").remove_class("-own"),
            lambda: setattr(app.query_one("#outer").styles, "background", "green"),
            lambda: setattr(app.query_one("#outer").styles, "background", "transparent"),
            lambda: setattr(app, "theme", "textual-light"),
        ):
            change()
            await pilot.pause()
            assert app.is_true()
            seen.append(app.painted("#inner").rgb)
        dark, red, *_, light = seen
        assert (seen[2], seen[4], seen[6]) == (dark, dark, dark)
        assert len({dark, red, seen[3], seen[5], light}) == 5


async def test_a_ground_of_another_width_is_repainted() -> None:
    app = Grounds()
    async with app.run_test() as pilot:
        await pilot.pause()
        ground = app.query_one("#outer")
        for width in (5, 7, 5):
            assert [row.cell_length for row in ground.render_lines(Region(0, 0, width, 2))] == [width, width]
