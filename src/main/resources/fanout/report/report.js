
"use strict";
/* Zooms the timelines: everything else on the page works without a script. */
for (const timeline of document.querySelectorAll(".timeline")) {
  const drawing = timeline.querySelector(".lanes");
  const labels = timeline.querySelectorAll(".times span");
  const nanos = Number(timeline.dataset.nanos);
  const whole = drawing.viewBox.baseVal.width;
  const height = drawing.viewBox.baseVal.height;
  const closest = Math.min(1, 2000 / nanos);
  let from = 0;
  let span = 1;

  const time = (at) => {
    const digits = Math.max(0, Math.min(3, 1 - Math.floor(Math.log10(span * nanos / 4 / (nanos < 1e6 ? 1e3 : 1e6)))));
    return at === 0 ? "0" : nanos < 1e6 ? (at / 1e3).toFixed(digits) + " µs" : (at / 1e6).toFixed(digits) + " ms";
  };
  const show = (start, width) => {
    span = Math.min(1, Math.max(closest, width));
    from = Math.min(1 - span, Math.max(0, start));
    drawing.setAttribute("viewBox", `${from * whole} 0 ${span * whole} ${height}`);
    labels.forEach((label, i) => {
      label.textContent = time((from + span * i / (labels.length - 1)) * nanos);
    });
  };
  const zoom = (factor, at) => show(from + span * at * (1 - factor), span * factor);
  const acts = {
    start: () => show(0, 0.05),
    tail: () => show(0.95, 0.05),
    all: () => show(0, 1),
    in: () => zoom(0.5, 0.5),
    out: () => zoom(2, 0.5),
    left: () => show(from - span / 2, span),
    right: () => show(from + span / 2, span),
  };
  const keys = {"+": "in", "=": "in", "-": "out", "0": "all", ArrowLeft: "left", ArrowRight: "right", Home: "start", End: "tail"};

  timeline.querySelector(".controls").hidden = false;
  timeline.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) {
      acts[button.dataset.do]();
    }
  });
  timeline.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (act && !event.ctrlKey && !event.metaKey && !event.altKey) {
      acts[act]();
      event.preventDefault();
    }
  });
  drawing.addEventListener("wheel", (event) => {
    if (event.ctrlKey) {
      zoom(event.deltaY < 0 ? 0.8 : 1.25, event.offsetX / drawing.clientWidth);
      event.preventDefault();
    }
  }, {passive: false});
  drawing.addEventListener("pointermove", (event) => {
    if (event.buttons === 1) {
      show(from - event.movementX / drawing.clientWidth * span, span);
    }
  });
}
