// A sortable table that Vue patches in place, so that focus, selection and scroll position outlive a refresh.
export default {
  template: `
    <div class="fx-live-table">
    <div class="fx-scroll" tabindex="0" role="region" :aria-label="label">
      <table class="fx-table">
        <thead>
          <tr>
            <th v-for="column in columns" :key="column.key" :class="column.classes" :aria-sort="ariaSort(column)" scope="col">
              <button v-if="column.sortable" type="button" @click="sortBy(column.name)">
                {{ column.label }}<span class="fx-sort" aria-hidden="true">{{ arrow(column) }}</span>
              </button>
              <span v-else class="fx-label">{{ column.label }}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <tr v-for="row in shownRows" :key="row.id">
            <td v-for="column in columns" :key="column.key" :class="column.classes">
              <input
                v-if="column.kind === 'check'" type="checkbox" class="fx-check" :checked="row.checked"
                :aria-label="'Show ' + row.name" @change="$emit('check', [row.id, $event.target.checked])"
              >
              <template v-else-if="column.kind === 'name'">
                <span class="fx-name" :title="row[column.name]">
                  <span class="fx-swatch" :style="{ background: row.color }"></span>
                  <a v-if="row.href" class="nicegui-link fx-cut" :href="row.href">{{ shown(row, column) }}</a>
                  <span v-else class="fx-cut">{{ shown(row, column) }}</span>
                  <span v-if="row.sign === '-'" class="fx-muted">below the axis</span>
                </span>
              </template>
              <a v-else-if="column.kind === 'link' && row.href" class="nicegui-link" :href="row.href">{{ shown(row, column) }}</a>
              <svg
                v-else-if="column.kind === 'spark'" class="fx-spark" viewBox="0 0 100 20" preserveAspectRatio="none"
                role="img" :aria-label="shown(row, column)" :style="{ color: row.color }"
              ><title>{{ shown(row, column) }}</title><path :d="row[column.name]"></path></svg>
              <span v-else-if="column.kind === 'state'" :class="'fx-' + row.tone">
                <span class="fx-dot"></span>{{ shown(row, column) }}
              </span>
              <span v-else-if="column.kind === 'harm'" :class="{ 'fx-harm': row[column.name] > 0 }">{{ shown(row, column) }}</span>
              <template v-else-if="column.kind === 'share'">
                {{ shown(row, column) }}<span class="fx-bar"><i :style="{ width: row.percent + '%' }"></i></span>
              </template>
              <button
                v-else-if="column.kind === 'delete'" type="button" class="fx-icon-button"
                :title="'Delete ' + row[column.name]" :aria-label="'Delete ' + row[column.name]"
                @click="$emit('remove', row.id)"
              ><i class="material-icons" aria-hidden="true">delete_outline</i></button>
              <template v-else>{{ shown(row, column) }}</template>
            </td>
          </tr>
        </tbody>
      </table>
    </div>
    <div v-if="pages > 1" class="fx-pager" role="group" :aria-label="'Pages of ' + label">
      <button type="button" :disabled="at === 0" aria-label="Page before" @click="turned = at - 1">‹</button>
      <span role="status">{{ at * page + 1 }} – {{ Math.min((at + 1) * page, kept.length) }} of {{ kept.length }}</span>
      <button type="button" :disabled="at === pages - 1" aria-label="Next page" @click="turned = at + 1">›</button>
    </div>
    </div>`,
  props: { label: String, columns: Array, rows: Array, version: Number, page: Number },
  emits: ["remove", "check"],
  data: () => ({ kept: [], known: 0, key: null, descending: false, turned: 0 }),
  watch: {
    rows: {
      immediate: true,
      handler(rows) {
        [this.kept, this.known] = [rows, this.version];
      },
    },
  },
  computed: {
    pages() {
      return this.page ? Math.ceil(this.kept.length / this.page) : 1;
    },
    at() {
      return Math.max(0, Math.min(this.turned, this.pages - 1));
    },
    shownRows() {
      return this.page ? this.sorted.slice(this.at * this.page, (this.at + 1) * this.page) : this.sorted;
    },
    sorted() {
      if (this.key === null) return this.kept;
      const order = this.descending ? -1 : 1;
      const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(b, "en", { numeric: true }));
      return [...this.kept].sort((a, b) => order * compare(a[this.key], b[this.key]));
    },
  },
  methods: {
    change(version, change) {
      if (version > this.known) [this.kept, this.known] = [fauxmon.patched(this.kept, change), version];
    },
    shown: (row, column) => row.text?.[column.name] ?? row[column.name],
    arrow(column) {
      return column.name !== this.key ? "" : this.descending ? " ↓" : " ↑";
    },
    ariaSort(column) {
      return column.name !== this.key ? undefined : this.descending ? "descending" : "ascending";
    },
    // First click ascending, then descending, then the rows' own order again.
    sortBy(key) {
      if (this.key !== key) [this.key, this.descending] = [key, false];
      else if (!this.descending) this.descending = true;
      else this.key = null;
    },
  },
};
