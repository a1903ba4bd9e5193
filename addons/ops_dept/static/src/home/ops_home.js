/** @odoo-module **/
import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { getPosition } from "../visit/position";

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

    /** Cards with something in them, then what is read: on a wide screen each goes to the shorter of two
     * columns. */
    get columns() {
        const { cards, lists } = this.state.home;
        const blocks = [
            ...cards.filter((card) => card.count).map((card) => ({ ...card, isCard: true })),
            ...lists,
        ];
        if (this.ui.isSmall) {
            return [blocks];
        }
        const columns = [[], []];
        const heights = [0, 0];
        for (const block of blocks) {
            const shorter = heights[1] < heights[0] ? 1 : 0;
            columns[shorter].push(block);
            heights[shorter] += 1 + block.rows.length * (block.isCard ? 1 : 0.6);
        }
        return columns;
    }

    /** Cards with nothing in them: one line below. */
    get emptyCards() {
        return this.state.home.cards.filter((card) => !card.count);
    }

    get emptyTitle() {
        return _t("Nothing waits in %s lists", this.emptyCards.length);
    }

    /** "3 days ago" in the user's language. */
    since(row) {
        return row.since ? deserializeDateTime(row.since).toRelative() : "";
    }

    begin(shortcut) {
        return this.action.doAction(shortcut.action, { additionalContext: shortcut.context });
    }

    openAll(card) {
        return this.action.doAction(card.action);
    }

    openListRow(row) {
        return row.action && this.action.doAction(row.action);
    }

    openRow(row) {
        return this.action.doAction(
            row.opens || {
                type: "ir.actions.act_window",
                res_model: row.model,
                res_id: row.res_id,
                views: [[false, "form"]],
            }
        );
    }

    /** Do what the row asks for: an action of its document, else in the document itself. */
    async act(row) {
        if (!row.method) {
            return this.openRow(row);
        }
        this.state.busy = true;
        try {
            const position = row.takes_place ? [await getPosition()] : [];
            const action = await this.orm.call(row.model, row.method, [[row.res_id], ...position]);
            if (action?.type) {
                return await this.action.doAction(action, { onClose: () => this.load() });
            }
            this.notification.add(_t("Done: %s", row.title), { type: "success" });
        } finally {
            this.state.busy = false;
        }
        return this.load();
    }

    async approve(row) {
        this.state.busy = true;
        try {
            const said = await this.orm.call("tier.review", "action_ops_approve", [[row.id]]);
            await this.action.doAction(said);
        } finally {
            this.state.busy = false;
            await this.load();
        }
    }

    async refuse(row) {
        const action = await this.orm.call("tier.review", "action_ops_open_refuse", [[row.id]]);
        return this.action.doAction(action, { onClose: () => this.load() });
    }
}

registry.category("actions").add("ops_dept.home", OpsHome);
