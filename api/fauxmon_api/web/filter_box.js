// A field for a filter: what can be written next is offered below it, what is wrong is marked under its column.
export default {
  template: `
    <div class="fx-filter" @focusout="leave">
      <label class="fx-label" :for="id">{{ label }}</label>
      <div class="fx-filter-line">
        <input
          :id="id" ref="field" class="fx-field fx-filter-text" type="text" spellcheck="false" autocomplete="off"
          role="combobox" aria-autocomplete="list" :aria-expanded="open" :aria-controls="id + '-list'"
          :aria-activedescendant="open ? id + '-' + at : undefined" :aria-invalid="!!error" :aria-describedby="id + '-error'"
          :placeholder="placeholder" @input="typed" @click="moved" @keydown="pressed" @focus="moved"
        >
        <ul v-if="open" :id="id + '-list'" class="fx-filter-list" role="listbox" :aria-label="label">
          <li
            v-for="(one, number) in completions" :key="one.text" :id="id + '-' + number" role="option"
            :aria-selected="number === at" :class="{ 'fx-at': number === at }" @mousedown.prevent="take(number)"
          ><b>{{ one.text }}</b><span>{{ one.help }}</span></li>
        </ul>
      </div>
      <div :id="id + '-error'" class="fx-filter-error" role="alert">
        <template v-if="error"><pre v-if="error.line === 1" aria-hidden="true">{{ " ".repeat(error.column - 1) }}^</pre>{{ error.message }}</template>
        <span v-else class="fx-muted">{{ hint }}</span>
      </div>
    </div>`,
  props: { label: String, placeholder: String, text: String, completions: Array, error: Object, hint: String },
  emits: ["typed", "submit"],
  data: () => ({ id: `fx-filter-${Math.random().toString(36).slice(2)}`, at: 0, wanted: false }),
  computed: {
    open() {
      return this.wanted && this.completions.length > 0;
    },
  },
  mounted() {
    this.$refs.field.value = this.text;
  },
  watch: {
    completions() {
      this.at = 0;
    },
    // What the server sets; while somebody writes, the field is ahead of it.
    text(text) {
      if (document.activeElement !== this.$refs.field) this.$refs.field.value = text;
    },
  },
  methods: {
    tell() {
      this.$emit("typed", [this.$refs.field.value, this.$refs.field.selectionStart]);
    },
    typed() {
      this.wanted = true;
      this.tell();
    },
    moved() {
      this.tell();
    },
    leave() {
      this.wanted = false;
    },
    take(number) {
      const field = this.$refs.field;
      const { text, start } = this.completions[number];
      const behind = field.value.slice(field.selectionStart);
      field.value = `${field.value.slice(0, start)}${text} ${behind.trimStart()}`;
      field.setSelectionRange(start + text.length + 1, start + text.length + 1);
      this.wanted = true;
      this.tell();
    },
    pressed(event) {
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in steps) {
        const count = this.completions.length;
        if (!this.open) this.wanted = true;
        else this.at = (this.at + steps[event.key] + count) % count;
      } else if (event.key === "Tab" && this.open && !event.shiftKey) this.take(this.at);
      else if (event.key === "Escape" && this.open) this.wanted = false;
      else if (event.key === "Enter") {
        this.wanted = false;
        this.$emit("submit", this.$refs.field.value);
      } else return;
      event.preventDefault();
    },
  },
};
