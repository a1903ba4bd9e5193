/** @odoo-module **/
import { onWillUnmount, useExternalListener, useState, useSubEnv } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError } from "@web/core/network/rpc";
import { formatDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { pick } from "@web/core/utils/objects";
import { uuid } from "@web/core/utils/strings";
import { useDebounced } from "@web/core/utils/timing";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { DraftModel, packed, without } from "./draft_record";
import { draftStore } from "./draft_store";
import { withPosition } from "./position";

const KEEP_AFTER_MS = 400;
const TRY_EVERY_MS = 15000;
// Done again when the connection is back; a tap that says when something was is not: its time would be wrong.
const REPEATED = [
    "action_report",
    "action_close_call",
    "action_not_reached",
    "action_call_back",
    "action_refused",
];

/**
 * The form of a visit or call keeps what is typed in the browser until the server has it.
 *
 * A draft carries a key, which goes with each save (`sent_key`): when an answer was lost, the record's key
 * says that the server has what was sent, and only what was typed since is sent again.
 */
export class DraftFormController extends FormController {
    static template = "ops_dept.DraftForm";

    setup() {
        this.draft = useState({ isWaiting: false, offered: null, restoredAt: 0, lostTap: false });
        this.keepSoon = useDebounced(() => this.keep(), KEEP_AFTER_MS);
        this.start();
        super.setup();
        const click = this.env.onClickViewButton;
        useSubEnv({ onClickViewButton: (params) => this.click(click, params) });
        useExternalListener(window, "online", () => this.send());
        useExternalListener(window, "input", (ev) => this.onTyped(ev), { capture: true });
        useExternalListener(window, "change", (ev) => this.onTyped(ev), { capture: true });
        const timer = browser.setInterval(() => this.send(), TRY_EVERY_MS);
        onWillUnmount(() => browser.clearInterval(timer));
        draftStore.sweep();
    }

    get modelParams() {
        const params = super.modelParams;
        Object.assign(params.hooks, {
            onRootLoaded: this.onRootLoaded.bind(this),
            onRecordChanged: this.onRecordChanged.bind(this),
            onSending: this.onSending.bind(this),
            onConnectionLost: this.onConnectionLost.bind(this),
        });
        return params;
    }

    // ------------------------------------------------------------------
    // Kept
    // ------------------------------------------------------------------
    /** Begin a draft: nothing of it is anywhere yet. */
    start() {
        this.key = uuid();
        this.slot = "";
        this.sent = null;
        this.typed = {};
        this.draft.restoredAt = 0;
    }

    /** The server has it, or it was thrown away. */
    forget() {
        if (this.slot) {
            draftStore.remove(this.slot);
        }
        this.start();
    }

    /** Note a text while it is typed: the form itself knows of it only when its field is left. */
    onTyped({ target }) {
        const widget = this.rootRef.el?.contains(target) && target.closest(".o_field_widget[name]");
        if (!widget || target.closest(".o_field_x2many")) {
            return;
        }
        const name = widget.getAttribute("name");
        if (["char", "text"].includes(this.props.fields[name]?.type)) {
            this.typed[name] = target.value;
            this.keepSoon();
        }
    }

    onRecordChanged() {
        this.keepSoon();
    }

    /** Return the texts that the record does not know of yet. */
    stillTyped(record) {
        const isNews = ([name, text]) => (record.data[name] || "").trim() !== text.trim();
        return Object.fromEntries(Object.entries(this.typed).filter(isNews));
    }

    keep() {
        const record = this.model.root;
        this.typed = this.stillTyped(record);
        const { sent_key: _key, ...changes } = { ...packed(record), ...this.typed };
        if (!Object.keys(changes).length) {
            return;
        }
        this.slot = draftStore.slot(record.resModel, record.resId, this.key);
        draftStore.write(this.slot, {
            key: this.key,
            at: Date.now(),
            base: baseOf(record),
            channel: record.data.channel,
            changes,
            sent: this.sent,
        });
    }

    // ------------------------------------------------------------------
    // Put back
    // ------------------------------------------------------------------
    async onRootLoaded(root) {
        const draft =
            this.resumed || (root.resId && draftStore.read(draftStore.slot(root.resModel, root.resId)));
        const isResumed = Boolean(this.resumed);
        this.resumed = null;
        this.start();
        this.draft.offered = null;
        if (draft && (isResumed || draft.base === baseOf(root) || root.data.sent_key === draft.key)) {
            this.restore(draft, root);
        } else if (draft) {
            this.draft.offered = draft;
        } else if (root.isNew) {
            const { channel } = root.data;
            this.draft.offered = draftStore.latestNew(root.resModel, (one) => one.channel === channel);
        }
    }

    restore(draft, root = this.model.root) {
        const isThere = root.data.sent_key === draft.key;
        const changes = isThere ? without(draft.changes, draft.sent || {}) : draft.changes;
        this.slot = draftStore.slot(root.resModel, draft.base && root.resId, draft.key);
        if (isThere) {
            this.forget();
        } else {
            this.key = draft.key;
        }
        if (!root.restore(changes)) {
            return;
        }
        this.keep();
        this.draft.restoredAt = draft.at;
        if (draft.sent && root.resId && !this.isSending) {
            this.draft.isWaiting = true;
            browser.setTimeout(() => this.send());
        }
    }

    putBack() {
        const draft = this.draft.offered;
        this.draft.offered = null;
        this.restore(draft);
    }

    throwAway() {
        const { offered } = this.draft;
        const { resModel, resId } = this.model.root;
        draftStore.remove(draftStore.slot(resModel, resId, offered.key));
        this.draft.offered = null;
    }

    saidAt(moment) {
        return formatDateTime(luxon.DateTime.fromMillis(moment), { showSeconds: false });
    }

    get offeredText() {
        const { changes } = this.draft.offered;
        return changes.talk || Object.values(changes).find((value) => typeof value === "string") || "";
    }

    // ------------------------------------------------------------------
    // Sent
    // ------------------------------------------------------------------
    onSending(record) {
        if (record.resId && !Object.keys(record._getChanges()).length) {
            return;
        }
        record._changes.sent_key = record.data.sent_key = this.key;
        const { sent_key: _key, ...changes } = packed(record);
        this.sent = changes;
        this.keep();
    }

    async onRecordSaved(record, changes) {
        await super.onRecordSaved(record, changes);
        this.draft.isWaiting = false;
        const typed = this.stillTyped(record);
        this.forget();
        this.typed = typed;
    }

    onConnectionLost() {
        this.draft.isWaiting = true;
    }

    /** Press a button; without a connection, once more when it is back. */
    async click(click, params) {
        const { state } = this.model.root.data;
        this.draft.lostTap = false;
        try {
            await click(withPosition(this.model.root, params));
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.onConnectionLost();
        }
        const isRepeated = REPEATED.includes(params.clickParams.name);
        this.clicked = this.draft.isWaiting && isRepeated ? { params, state } : null;
        this.draft.lostTap = this.draft.isWaiting && !isRepeated;
    }

    /** Ask what the server has by now, put what it lacks on top, and save. */
    async send() {
        if (!this.draft.isWaiting || this.isSending || !navigator.onLine) {
            return;
        }
        this.isSending = true;
        try {
            const isDirty = await this.model.root.isDirty();
            this.keep();
            const { slot } = this;
            const draft = slot && draftStore.read(slot);
            if (draft || !isDirty) {
                const resId = this.model.root.resId || (draft && (await this.findCreated(draft.key)));
                this.resumed = draft;
                await this.model.load({ resId });
            }
            this.draft.isWaiting = false;
            if ((await this.model.root.save()) !== false) {
                draftStore.remove(slot);
                await this.clickAgain();
            }
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.draft.isWaiting = true;
        } finally {
            this.resumed = null;
            this.isSending = false;
        }
    }

    async findCreated(key) {
        const { resModel } = this.model.root;
        const domain = [["draft_key", "=", key]];
        return (await this.orm.search(resModel, domain, { limit: 1 }))[0] || false;
    }

    async clickAgain() {
        const { clicked } = this;
        const { root } = this.model;
        this.clicked = null;
        if (clicked && clicked.state === root.data.state) {
            const getResParams = () => pick(root, "context", "evalContext", "resModel", "resId", "resIds");
            await this.env.onClickViewButton({ clickParams: clicked.params.clickParams, getResParams });
        }
    }

    // ------------------------------------------------------------------
    // Thrown away
    // ------------------------------------------------------------------
    async discard() {
        this.forget();
        return super.discard();
    }

    onSaveError(error, ways, leaving) {
        const discard = () => {
            this.forget();
            return ways.discard();
        };
        return super.onSaveError(error, { ...ways, discard }, leaving);
    }
}

/** Return which version of the record a draft is based upon. */
function baseOf(record) {
    return record.resId && record.data.write_date ? serializeDateTime(record.data.write_date) : "";
}

registry.category("views").add("ops_draft_form", {
    ...formView,
    Controller: DraftFormController,
    Model: DraftModel,
});
