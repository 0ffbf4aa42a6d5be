// What the pages need in the browser: for charts theme colours, number formats (as format.py), tooltips and hatching; for
// rows what changed of them.
document.documentElement.lang = "en";

window.fauxmon = (() => {
  const DECIMAL = ["", "k", "M", "G", "T", "P", "E"];

  function threeDigits(size) {
    const digits = size < 10 ? 2 : size < 100 ? 1 : 0;
    return Math.floor(size * 10 ** digits + 0.5) / 10 ** digits;
  }

  function quantity(value, unit = "") {
    let size = Math.abs(value);
    let step = 0;
    while (step < DECIMAL.length - 1 && threeDigits(size) >= 1000) {
      size /= 1000;
      step += 1;
    }
    const number = String(threeDigits(size));
    return `${value < 0 && number !== "0" ? "-" : ""}${number} ${DECIMAL[step]}${unit}`.trimEnd();
  }

  const color = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();

  function text(value) {
    const element = document.createElement("span");
    element.textContent = value;
    return element.innerHTML.replaceAll('"', "&quot;");
  }

  // In which times are read (zones.py): UTC, or what this browser calls its own.
  const zone = /(?:^|; )fauxmon_zone=([^;]+)/.exec(document.cookie)?.[1] ?? "UTC";

  function clock(ms) {
    return new Date(ms).toLocaleTimeString("en-GB", { timeZone: zone });
  }

  function turnZone() {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const wanted = zone === "UTC" ? own : "UTC";
    document.cookie = `fauxmon_zone=${wanted};path=/;max-age=31536000;samesite=lax`;
    location.reload();
  }

  function row(color, name, value) {
    return `<tr><td><i class="fx-swatch" style="background:${text(color)}"></i>${text(name)}</td><td>${text(value)}</td></tr>`;
  }

  const shortened = (name) => (name.length > 40 ? `${name.slice(0, 39)}…` : name);

  // Values below the axis are drawn negative but are positive rates.
  function totals(drawn, unit) {
    const sides = [drawn.filter((point) => point.value[1] > 0), drawn.filter((point) => point.value[1] < 0)];
    const names = sides.every((side) => side.length) ? ["Total above", "Total below"] : ["Total", "Total"];
    return sides.map((side, i) => {
      const total = side.reduce((sum, point) => sum + Math.abs(point.value[1]), 0);
      return side.length > 1 ? `<tr class="fx-sum"><td>${names[i]}</td><td>${text(quantity(total, unit))}</td></tr>` : "";
    });
  }

  function axisTooltip(unit, stepMs) {
    return (points) => {
      const closed = points.filter((point) => Array.isArray(point.value) && point.value[1] != null);
      if (!closed.length) return "";
      const end = closed[0].value[0];
      const drawn = closed.filter((point) => point.value[1] !== 0);
      const rows = drawn.map((point) => row(point.color, point.seriesName, quantity(Math.abs(point.value[1]), unit)));
      rows.push(...(drawn.length ? totals(drawn, unit) : ["<tr><td>No flows</td><td></td></tr>"]));
      return `<table class="fx-tip"><caption>${clock(end - stepMs)} – ${clock(end)} ${text(zone)}</caption>${rows.join("")}</table>`;
    };
  }

  function shareTooltip(point) {
    return `<table class="fx-tip">${row(point.color, point.name, point.data.text)}</table>`;
  }

  function hatch() {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const pen = tile.getContext("2d");
    pen.strokeStyle = color("--fx-hatch");
    pen.lineWidth = 1.5;
    pen.beginPath();
    for (const shift of [-8, 0, 8]) {
      pen.moveTo(shift, 8);
      pen.lineTo(shift + 8, 0);
    }
    pen.stroke();
    // With its size said the SVG need not wait until the picture is loaded.
    return { image: tile, repeat: "repeat", imageWidth: tile.width, imageHeight: tile.height };
  }

  // Rows with what changed of them (live_rows.py).
  function patched(rows, change) {
    const known = new Map([...rows, ...change.rows].map((row) => [row.id, row]));
    for (const values of change.values) {
      const row = known.get(values.id);
      known.set(values.id, { ...row, ...values, text: { ...row.text, ...values.text } });
    }
    return (change.order ?? rows.map((row) => row.id)).map((id) => known.get(id));
  }

  // A chart that is drawn anew lets go of the pointer that drags over it: what comes meanwhile is done afterwards.
  function holdWhileDragging(element) {
    const chart = getElement(element.id.slice(1))?.chart;
    if (!chart || Object.hasOwn(chart, "setOption")) return;
    const later = [];
    for (const name of ["setOption", "dispatchAction"]) chart[name] = (...given) => later.push([name, given]);
    const end = () => {
      for (const event of ["pointerup", "pointercancel"]) window.removeEventListener(event, end);
      // Behind the mouse's own event, with which the chart takes what was selected.
      setTimeout(() => {
        delete chart.setOption;
        delete chart.dispatchAction;
        if (!chart.isDisposed()) for (const [name, given] of later) chart[name](...given);
      });
    };
    for (const event of ["pointerup", "pointercancel"]) window.addEventListener(event, end);
  }

  document.addEventListener("pointerdown", (event) => {
    const element = event.target.closest?.(".fx-chart");
    if (element) holdWhileDragging(element);
  }, true);

  // So that nothing is read for a page that nobody sees.
  function reportVisibility() {
    const report = () => emitEvent("visibility", !document.hidden);
    document.addEventListener("visibilitychange", report);
    if (document.hidden) report();
  }

  return { quantity, color, turnZone, shortened, axisTooltip, shareTooltip, hatch, patched, reportVisibility };
})();
