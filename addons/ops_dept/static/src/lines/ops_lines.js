/** @odoo-module **/
import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { getColor } from "@web/core/colors/colors";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A json field {labels, series: [{label, values, is_dashed}]} as lines over time. */
export class OpsLines extends Component {
    static template = "ops_dept.OpsLines";
    static props = { ...standardFieldProps };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                this.draw();
                return () => this.chart?.destroy();
            },
            () => [this.value]
        );
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    draw() {
        if (!this.value || !this.canvas.el) {
            return;
        }
        const datasets = this.value.series.map((line, index) => ({
            label: line.label,
            data: line.values,
            borderColor: line.is_dashed ? "#999" : getColor(index + 1),
            borderDash: line.is_dashed ? [6, 4] : [],
            borderWidth: 2,
            pointRadius: 0,
            tension: 0,
            stepped: line.is_dashed ? false : "before",
        }));
        this.chart = new Chart(this.canvas.el, {
            type: "line",
            data: { labels: this.value.labels, datasets },
            options: {
                maintainAspectRatio: false,
                animation: false,
                interaction: { mode: "index", intersect: false },
                plugins: { legend: { position: "bottom" } },
                scales: { y: { beginAtZero: true } },
            },
        });
    }
}

registry.category("fields").add("ops_lines", { component: OpsLines, supportedTypes: ["json"] });
