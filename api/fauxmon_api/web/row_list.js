// Rows that change places, by dragging their handles or by arrow keys on them; the server is told from where to where.
export default {
  template: `<div class="fx-channels" role="list" :aria-label="label" @pointerdown="grab" @keydown="step"><slot></slot></div>`,
  props: { label: String },
  emits: ["moved"],
  methods: {
    rows() {
      return [...this.$el.children];
    },
    placeOf(handle) {
      return this.rows().findIndex((row) => row.contains(handle));
    },
    handleOf: (event) => event.target.closest?.("[data-grip=row]"),
    grab(event) {
      const handle = this.handleOf(event);
      if (!handle || event.button !== 0) return;
      event.preventDefault();
      handle.focus();
      handle.setPointerCapture(event.pointerId);
      const from = this.placeOf(handle);
      const row = this.rows()[from];
      const others = this.rows().filter((one) => one !== row);
      let to = from;
      const mark = () => others.forEach((one, place) => {
        one.classList.toggle("fx-drop-above", to !== from && place === to);
        one.classList.toggle("fx-drop-below", to !== from && to === others.length && place === to - 1);
      });
      row.classList.add("fx-dragged");
      handle.onpointermove = (move) => {
        row.style.transform = `translateY(${move.clientY - event.clientY}px)`;
        to = others.filter((one) => middle(one) < move.clientY).length;
        mark();
      };
      const end = (keep) => {
        handle.onpointermove = handle.onpointerup = handle.onpointercancel = null;
        row.classList.remove("fx-dragged");
        row.style.transform = "";
        const place = to;
        to = from;
        mark();
        if (keep && place !== from) this.$emit("moved", [from, place]);
      };
      handle.onpointerup = () => end(true);
      handle.onpointercancel = () => end(false);
    },
    step(event) {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const handle = this.handleOf(event);
      if (!handle || !by) return;
      event.preventDefault();
      const from = this.placeOf(handle);
      const to = from + by;
      if (to < 0 || to >= this.rows().length) return;
      this.held = handle;
      this.$emit("moved", [from, to]);
    },
  },
  // What is moved in the document loses the focus.
  updated() {
    this.held?.focus();
    this.held = null;
  },
};

const middle = (element) => {
  const box = element.getBoundingClientRect();
  return box.top + box.height / 2;
};
