"""The frame of every page: navigation, the collector's state, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from nicegui import ui
from starlette.requests import Request

from fauxmon_api.context import Context
from fauxmon_api.web import format as fmt
from fauxmon_api.web import zones
from fauxmon_api.web.collector_state import CollectorState, ports, read_state
from fauxmon_api.web.live import LiveView
from fauxmon_api.web.parts import Paint, text

STATIC = "/_pages"
NAVIGATION = (
    ("/", "show_chart", "Monitoring Center"),
    ("/profiles", "account_tree", "Profiles"),
    ("/chapters", "menu_book", "Chapters"),
    ("/reports", "summarize", "Reports"),
    ("/alerts", "notifications", "Alerts"),
    ("/blacklists", "list_alt", "Lists"),
    ("/sources", "router", "Sources"),
    ("/dashboards", "dashboard", "Dashboards"),
    ("/users", "group", "Users"),
)
THEME_COOKIE = "fauxmon_theme"
_THEMES: dict[str, tuple[bool | None, str, str]] = {
    "auto": (None, "brightness_auto", "light"),
    "light": (False, "light_mode", "dark"),
    "dark": (True, "dark_mode", "auto"),
}


@contextmanager
def frame(context: Context, path: str) -> Iterator[LiveView[CollectorState]]:
    """Builds the frame around what is created inside; `path` is the navigation's current item.

    Gives the live part of the frame.
    """
    version = context.settings.version
    ui.add_head_html(f"{stylesheet(version)}{_script('fauxmon', version)}")
    if context.settings.login_required:
        ui.add_head_html(_script("session", version))
    theme = chosen_theme(ui.context.client.request)
    dark = ui.dark_mode(_THEMES[theme][0])
    with ui.context.client.content.classes("fx-page"):
        _rail(context, path)
        with ui.element("header").classes("fx-header"):
            state = _state(context)
            _zone_button()
            _theme_button(dark, theme)
            if context.settings.login_required:
                with ui.element("form").props("method=post action=/logout"):
                    ui.button("Log out").props("flat dense no-caps color=none type=submit")
        with ui.element("main").classes("fx-main"):
            yield state


def stylesheet(version: str) -> str:
    """The links to the pages' style and icon."""
    return f'<link rel="stylesheet" href="{STATIC}/fauxmon.css?v={version}"><link rel="icon" href="{STATIC}/logo.svg">'


def _script(name: str, version: str) -> str:
    return f'<script src="{STATIC}/{name}.js?v={version}"></script>'


def _rail(context: Context, path: str) -> None:
    with ui.element("nav").classes("fx-rail").props('aria-label="Main"'):
        with ui.element("div").classes("fx-brand"):
            ui.element("img").props(f'src="{STATIC}/logo.svg" alt=""')
            text("span", "Fauxmon")
        for target, icon, label in NAVIGATION:
            link = ui.link(target=target).props(f'title="{label}"')
            if target == path:
                link.props("aria-current=page")
            with link:
                ui.icon(icon).props("aria-hidden=true")
                text("span", label)
        text("div", f"Fauxmon {context.settings.version} · times in {zones.name()}", "fx-rail-foot")


def _state(context: Context) -> LiveView[CollectorState]:
    with ui.element("dl"):
        collector, rate = _fact("Collector"), _fact("Datagrams")
        flows, problems = _fact("Flows"), _fact("Problems")
        dropped, ledger = _fact("Dropped", "fx-narrow-hide"), _fact("Ledger")
        clock = _fact("Time", "fx-narrow-hide")
    earlier: CollectorState | None = None

    def draw(state: CollectorState) -> None:
        nonlocal earlier
        per_second = state.datagrams_per_second(earlier)
        earlier = state
        collector.set(f"● {ports(state.listeners)}", "ok" if state.listeners else "bad")
        rate.set("–" if per_second is None else fmt.quantity(per_second, "/s"))
        flows.set(fmt.quantity(state.flows))
        problems.set(fmt.quantity(state.problems), "warn" if state.problems else "")
        dropped.set(fmt.quantity(state.dropped), "bad" if state.dropped else "")
        ledger.set("balanced" if state.balanced else "not balanced", "ok" if state.balanced else "bad")
        clock.set(fmt.clock(state.time_ms))

    def failed(error: str | None) -> None:
        if error is not None:
            collector.set("● does not answer", "bad")

    return LiveView(lambda: read_state(context.collecting, context.now_ms()), draw, failed)


def _fact(label: str, classes: str = "") -> Paint:
    with ui.element("div").classes(f"fx-fact {classes}"):
        text("dt", label)
        return Paint(text("dd", "–"))


def _zone_button() -> None:
    zone = zones.name()
    other = "this browser's time zone" if zone == "UTC" else "UTC, as the server has it"
    button = ui.button(zone).props("flat dense no-caps color=none").classes("fx-zone")
    button.props["title"] = button.props["aria-label"] = f"Times are in {zone}; press for {other}"
    button.on("click", js_handler="() => fauxmon.turnZone()")


def _theme_button(dark: ui.dark_mode, theme: str) -> None:
    def turn() -> None:
        show(_THEMES[button.props["data-theme"]][2])

    def show(chosen: str) -> None:
        value, icon, _ = _THEMES[chosen]
        dark.set_value(value)
        button.props(f'icon={icon} data-theme={chosen} aria-label="Theme: {chosen}" title="Theme: {chosen}"')
        ui.run_javascript(f"document.cookie = '{THEME_COOKIE}={chosen};path=/;max-age=31536000;samesite=lax'")

    button = ui.button(on_click=turn).props("flat dense round size=sm color=none")
    button.props(f'icon={_THEMES[theme][1]} data-theme={theme} aria-label="Theme: {theme}" title="Theme: {theme}"')


def chosen_theme(request: Request) -> str:
    """What the visitor chose: auto (as the browser prefers), light or dark."""
    theme = request.cookies.get(THEME_COOKIE, "")
    return theme if theme in _THEMES else "auto"
