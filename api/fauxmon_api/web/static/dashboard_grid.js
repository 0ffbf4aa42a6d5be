// Widgets are moved and resized with a pointer, or by arrow keys on their handles; the server is told once it is done.
// On paper they are as wide as that.
window.fauxmonGrid ??= (() => {
  const COLUMNS = 12, MIN_W = 2, MIN_H = 7, MAX_H = 60;
  const REST_MS = 200; // after the last of several arrows the Widget has come to rest
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

  function changed(kind, [x, y, w, h], dx, dy) {
    if (kind === "move") return [clamp(x + dx, 0, COLUMNS - w), Math.max(0, y + dy), w, h];
    const wide = Math.min(MIN_W, COLUMNS - x);
    return [x, y, clamp(w + dx, wide, COLUMNS - x), clamp(h + dy, Math.min(MIN_H, h), MAX_H)];
  }

  function show(widget, [x, y, w, h]) {
    widget.style.gridColumn = `${x + 1} / span ${w}`;
    widget.style.gridRow = `${y + 1} / span ${h}`;
  }

  const placeOf = (widget) => widget.dataset.place.split(",").map(Number);
  const handleOf = (event) => event.target.closest?.("[data-grip]");

  function tell(widget, place) {
    if (place.join() !== widget.dataset.place) emitEvent("widget_placed", [Number(widget.dataset.widget), ...place]);
  }

  // What arrows have done and the server may not know yet; as long as their handle has the focus.
  let ahead = null;

  function rest() {
    if (!ahead?.timer) return;
    clearTimeout(ahead.timer);
    ahead.timer = 0;
    tell(ahead.widget, ahead.place);
  }

  document.addEventListener("keydown", (event) => {
    const handle = handleOf(event), step = ARROWS[event.key];
    if (!handle || !step) return;
    event.preventDefault();
    const widget = handle.closest("[data-widget]");
    ahead ??= { widget, place: placeOf(widget), timer: 0 };
    ahead.place = changed(handle.dataset.grip, ahead.place, ...step);
    show(widget, ahead.place);
    clearTimeout(ahead.timer);
    ahead.timer = setTimeout(rest, REST_MS);
  });

  document.addEventListener("focusout", (event) => {
    if (!handleOf(event)) return;
    rest();
    ahead = null;
  });

  document.addEventListener("pointerdown", (event) => {
    const handle = handleOf(event);
    if (!handle || event.button !== 0) return;
    const widget = handle.closest("[data-widget]");
    const style = getComputedStyle(widget.parentElement);
    const gap = parseFloat(style.columnGap);
    const across = (widget.parentElement.clientWidth + gap) / COLUMNS;
    const down = parseFloat(style.gridAutoRows) + gap;
    rest();
    ahead = null;
    const before = placeOf(widget);
    let place = before;
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    widget.classList.add("fx-dragged");
    handle.onpointermove = (move) => {
      const dx = Math.round((move.pageX - event.pageX) / across), dy = Math.round((move.pageY - event.pageY) / down);
      place = changed(handle.dataset.grip, before, dx, dy);
      show(widget, place);
    };
    const end = (keep) => {
      handle.onpointermove = handle.onpointerup = handle.onpointercancel = null;
      widget.classList.remove("fx-dragged");
      if (keep) tell(widget, place);
      else show(widget, before);
    };
    handle.onpointerup = () => end(true);
    handle.onpointercancel = () => end(false);
  });

  // The server has refused a place.
  function restore(id) {
    const widget = document.querySelector(`[data-widget="${id}"]`);
    if (!widget) return;
    if (ahead?.widget === widget) ahead = null;
    show(widget, placeOf(widget));
  }

  // Nothing draws a chart anew for paper: with a viewBox it is scaled to it.
  const pictures = () => document.querySelectorAll("[data-widget] .nicegui-echart svg");
  const sizeOf = (picture) => `0 0 ${picture.getAttribute("width")} ${picture.getAttribute("height")}`;
  addEventListener("beforeprint", () => pictures().forEach((one) => one.setAttribute("viewBox", sizeOf(one))));
  addEventListener("afterprint", () => pictures().forEach((one) => one.removeAttribute("viewBox")));

  return { restore };
})();
