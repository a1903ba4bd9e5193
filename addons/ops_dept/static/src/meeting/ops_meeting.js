/** @odoo-module **/
import { Component, onMounted, onPatched, onWillStart, useExternalListener, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

// Keys that turn the page, and those that move within it.
const TURNS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };
const SCROLLS = { ArrowDown: 200, ArrowUp: -200 };
const NEXT_STATUS = { "": "present", present: "excused", excused: "absent", absent: "present" };

/** The meeting on the whole screen, one person at a time; on a phone the same as cards below one another. */
export class OpsMeeting extends Component {
    static template = "ops_dept.OpsMeeting";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialogs = useService("dialog");
        this.ui = useState(useService("ui"));
        this.state = useState({ meeting: null, page: 0, busy: false, isMore: false });
        this.body = useRef("body");
        const { params = {}, context = {} } = this.props.action;
        this.meetingId = params.meeting_id || context.active_id;
        useExternalListener(window, "keydown", (ev) => this.onKey(ev));
        useExternalListener(window, "resize", () => this.measure());
        onWillStart(() => this.load());
        onMounted(() => this.measure());
        onPatched(() => this.measure());
    }

    async load() {
        this.state.meeting = await this.orm.call("ops.meeting", "get_screen", [[this.meetingId]]);
    }

    /** The pages in their order: the people, the team, what is talked about and decided. */
    get pages() {
        const { people, team } = this.state.meeting;
        return [
            ...people.map((person) => ({ ...person, key: `person-${person.id}`, isPerson: true })),
            ...(team.length ? [{ key: "team", name: _t("Team"), parts: team }] : []),
            { key: "topics", name: _t("Topics and decisions"), isTopics: true, parts: [] },
        ];
    }

    get page() {
        return this.pages[this.state.page];
    }

    get shown() {
        return this.ui.isSmall ? this.pages : [this.page];
    }

    /** What was done stands left, what is to come and what is owed right of it. */
    columns(page) {
        const left = page.parts.filter((part) => part.key === "visits");
        const right = page.parts.filter((part) => part.key !== "visits");
        return [left, right].filter((parts) => parts.length);
    }

    turn(step) {
        this.show(this.state.page + step);
    }

    show(page) {
        this.state.page = Math.max(0, Math.min(page, this.pages.length - 1));
        this.body.el?.scrollTo(0, 0);
    }

    /** Note whether the page goes on below the screen: the room should not take it for the whole. */
    measure() {
        const body = this.body.el;
        this.state.isMore = Boolean(body) && body.scrollHeight - body.scrollTop - body.clientHeight > 8;
    }

    scroll(step) {
        this.body.el?.scrollBy({ top: step });
    }

    onKey(ev) {
        const isTyping = ev.target.closest?.("input, textarea, select, [contenteditable], .modal");
        if (isTyping || document.querySelector(".modal") || ev.ctrlKey || ev.altKey || ev.metaKey) {
            return;
        }
        if (ev.key in TURNS && !(ev.key === " " && ev.target.closest?.("button"))) {
            this.turn(TURNS[ev.key]);
        } else if (ev.key in SCROLLS) {
            this.scroll(SCROLLS[ev.key]);
        } else if (ev.key === "Home") {
            this.show(0);
        } else if (ev.key === "End") {
            this.show(this.pages.length - 1);
        } else if (ev.key === "Escape") {
            this.leave();
        } else {
            return;
        }
        ev.preventDefault();
    }

    statusLabel(person) {
        return { present: _t("Present"), excused: _t("Excused"), absent: _t("Absent") }[person.status] || _t("Not said");
    }

    async call(method, ...args) {
        this.state.busy = true;
        try {
            await this.orm.call("ops.meeting", method, [[this.meetingId], ...args]);
        } finally {
            this.state.busy = false;
        }
        return this.load();
    }

    get isOpen() {
        return ["planned", "running"].includes(this.state.meeting.state);
    }

    setStatus(person) {
        return this.call("action_set_status", person.line, NEXT_STATUS[person.status]);
    }

    async setReason(person, ev) {
        await this.orm.write("ops.meeting.attendance", [person.line], { reason: ev.target.value });
        return this.load();
    }

    setDiscussed(topic) {
        return this.call("action_set_discussed", topic.id, !topic.is_discussed);
    }

    begin() {
        return this.call("action_start");
    }

    end() {
        return this.call("action_hold");
    }

    async add(method) {
        const action = await this.orm.call("ops.meeting", method, [[this.meetingId]]);
        return this.action.doAction(action, { onClose: () => this.load() });
    }

    leave() {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                res_model: "ops.meeting",
                res_id: this.meetingId,
                views: [[false, "form"]],
                target: "main",
            },
            { clearBreadcrumbs: true }
        );
    }
}

registry.category("actions").add("ops_dept.meeting", OpsMeeting);
