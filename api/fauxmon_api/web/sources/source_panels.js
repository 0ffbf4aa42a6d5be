// A panel a Source, patched in place, so that focus and scroll position outlive a refresh.
export default {
  template: `
    <ul class="fx-sources">
      <li v-for="row in kept" :key="row.id" class="fx-panel">
        <header>
          <h2 class="fx-title"><a class="nicegui-link" :href="row.href">{{ row.name }}</a> <span class="fx-label">port {{ row.port }}</span></h2>
          <span :class="'fx-' + row.tone"><span class="fx-dot"></span>{{ row.state }}</span>
          <button
            type="button" class="fx-icon-button" :title="'Delete ' + row.address" :aria-label="'Delete ' + row.address"
            @click="$emit('remove', row.id)"
          ><i class="material-icons" aria-hidden="true">delete_outline</i></button>
        </header>
        <svg class="fx-spark" viewBox="0 0 100 20" preserveAspectRatio="none" role="img" :aria-label="row.text.traffic" :style="{ color: row.color }">
          <title>{{ row.text.traffic }}</title><path :d="row.traffic"></path>
        </svg>
        <p class="fx-label">{{ row.text.traffic }}</p>
        <dl>
          <div v-for="(label, name) in facts" :key="name"><dt>{{ label }}</dt><dd>{{ shown(row, name) }}</dd></div>
          <div v-for="(label, name) in harms" :key="name">
            <dt>{{ label }}</dt><dd :class="{ 'fx-harm': row[name] > 0 }">{{ shown(row, name) }}</dd>
          </div>
        </dl>
      </li>
    </ul>`,
  props: { rows: Array, version: Number, facts: Object, harms: Object },
  emits: ["remove"],
  data: () => ({ kept: [], known: 0 }),
  watch: {
    rows: {
      immediate: true,
      handler(rows) {
        [this.kept, this.known] = [rows, this.version];
      },
    },
  },
  methods: {
    change(version, change) {
      if (version > this.known) [this.kept, this.known] = [fauxmon.patched(this.kept, change), version];
    },
    shown: (row, name) => row.text[name] ?? row[name],
  },
};
