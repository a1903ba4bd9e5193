/** @odoo-module **/
import { Component, onWillStart, useState } from "@odoo/owl";
import { formatFloat } from "@web/views/fields/formatters";
import { Layout } from "@web/search/layout";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** One page per deal: its steps, and contracted ↔ delivered ↔ invoiced ↔ collected. */
export class OpsDeal extends Component {
    static template = "ops_dept.OpsDeal";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ deal: null });
        onWillStart(async () => {
            const orderId = this.props.action.context.active_id;
            this.state.deal = await this.orm.call("ops.deal", "get_deal", [orderId]);
            this.env.config.setDisplayName(this.state.deal.name);
        });
    }

    quantity(value) {
        return formatFloat(value || 0, { digits: [16, 2], trailingZeros: false });
    }

    /** Quantities that stand out: all done, or some of it. */
    tone(line, key) {
        if (!line[key]) {
            return "text-muted";
        }
        return line[key] >= line.ordered ? "text-success" : "text-warning-emphasis";
    }

    open(row) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: row.model,
            res_id: row.res_id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("ops_dept.deal", OpsDeal);
