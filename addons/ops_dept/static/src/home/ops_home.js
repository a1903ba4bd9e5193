/** @odoo-module **/
import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** First page of the application: what waits for me, whatever my role. */
export class OpsHome extends Component {
    static template = "ops_dept.OpsHome";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.ui = useState(useService("ui"));
        this.state = useState({ home: null, busy: false });
        const onUpdate = () => this.load();
        const bus = useService("bus_service");
        bus.subscribe("base.tier.validation/updated", onUpdate);
        onWillUnmount(() => bus.unsubscribe("base.tier.validation/updated", onUpdate));
        onWillStart(() => this.load());
    }

    async load() {
        this.state.home = await this.orm.call("ops.home", "get_home", []);
    }

    /** Cards with something in them: on a wide screen each goes to the shorter of two columns. */
    get columns() {
        const cards = this.state.home.cards.filter((card) => card.count);
        if (this.ui.isSmall) {
            return [cards];
        }
        const columns = [[], []];
        const heights = [0, 0];
        for (const card of cards) {
            const shorter = heights[1] < heights[0] ? 1 : 0;
            columns[shorter].push(card);
            heights[shorter] += 1 + card.rows.length;
        }
        return columns;
    }

    /** Cards with nothing in them: small, below. */
    get emptyCards() {
        return this.state.home.cards.filter((card) => !card.count);
    }

    /** "3 days ago" in the user's language. */
    since(row) {
        return row.since ? deserializeDateTime(row.since).toRelative() : "";
    }

    openAll(card) {
        return this.action.doAction(card.action);
    }

    openRow(row) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: row.model,
            res_id: row.res_id,
            views: [[false, "form"]],
        });
    }

    async approve(row) {
        this.state.busy = true;
        try {
            await this.orm.call("tier.review", "action_ops_approve_now", [[row.id]]);
            this.notification.add(_t("Approved: %s", row.title), { type: "success" });
        } finally {
            this.state.busy = false;
            await this.load();
        }
    }

    async refuse(row) {
        const action = await this.orm.call("tier.review", "action_ops_refuse", [[row.id]]);
        return this.action.doAction(action, { onClose: () => this.load() });
    }
}

registry.category("actions").add("ops_dept.home", OpsHome);
