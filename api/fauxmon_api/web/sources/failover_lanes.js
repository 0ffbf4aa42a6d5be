// When each node sent, over the time axis of the chart below.
export default {
  template: `
    <div class="fx-lanes" role="img" :aria-label="label">
      <div v-for="lane in lanes" :key="lane.name" class="fx-lane">
        <span class="fx-lane-name" :title="lane.name">{{ lane.name }}</span>
        <span class="fx-lane-track">
          <i v-for="bar in lane.bars" :key="bar.left" :title="bar.title" :style="{ left: bar.left + '%', width: bar.width + '%', background: lane.color }"></i>
          <i class="fx-hatched" :style="{ right: 0, width: open + '%' }"></i>
        </span>
      </div>
      <div class="fx-lane-marks">
        <i v-if="shade" :class="'fx-' + shade.kind" :title="shade.title" :style="{ left: shade.left + '%', width: shade.width + '%' }"></i>
        <b v-for="mark in marks" :key="mark.at" :class="{ 'fx-switch-mark': mark.label }" :style="{ left: mark.at + '%' }"><span v-if="mark.label">{{ mark.label }}</span></b>
      </div>
    </div>`,
  props: { lanes: Array, marks: Array, shade: Object, open: Number, label: String },
};
