// Widgets are moved and resized with a pointer, or by arrow keys on their handles; the server is told once it is done.
(() => {
  const COLUMNS = 12, MIN_W = 2, MIN_H = 7;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

  function changed(kind, [x, y, w, h], dx, dy) {
    if (kind === "move") return [clamp(x + dx, 0, COLUMNS - w), Math.max(0, y + dy), w, h];
    const wide = Math.min(MIN_W, COLUMNS - x);
    return [x, y, clamp(w + dx, wide, COLUMNS - x), Math.max(MIN_H, h + dy)];
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

  document.addEventListener("pointerdown", (event) => {
    const handle = handleOf(event);
    if (!handle || event.button !== 0) return;
    const widget = handle.closest("[data-widget]");
    const style = getComputedStyle(widget.parentElement);
    const gap = parseFloat(style.columnGap);
    const across = (widget.parentElement.clientWidth + gap) / COLUMNS;
    const down = parseFloat(style.gridAutoRows) + gap;
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

  document.addEventListener("keydown", (event) => {
    const handle = handleOf(event), step = ARROWS[event.key];
    if (!handle || !step) return;
    event.preventDefault();
    const widget = handle.closest("[data-widget]");
    tell(widget, changed(handle.dataset.grip, placeOf(widget), ...step));
  });
})();
