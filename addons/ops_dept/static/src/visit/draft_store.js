/** @odoo-module **/
import { browser } from "@web/core/browser/browser";
import { session } from "@web/session";
import { user } from "@web/core/user";

const ROOT = "ops_dept.draft/";
const KEPT_MS = 30 * 24 * 3600 * 1000;

/** Drafts in the browser: per database, user and record, so that nobody else on this phone is shown them. */
export const draftStore = {
    slot(model, resId, key) {
        return `${this._own(model)}${resId || `new-${key}`}`;
    },

    read(slot) {
        try {
            return JSON.parse(browser.localStorage.getItem(slot));
        } catch {
            return null;
        }
    },

    /** A browser whose store is full or closed keeps nothing: the form works on without. */
    write(slot, draft) {
        try {
            browser.localStorage.setItem(slot, JSON.stringify(draft));
        } catch {
            browser.localStorage.removeItem(slot);
        }
    },

    remove(slot) {
        browser.localStorage.removeItem(slot);
    },

    /** Return the draft of a record that was never created, the latest one. */
    latestNew(model, accept) {
        return this._slots()
            .filter((slot) => slot.startsWith(`${this._own(model)}new-`))
            .map((slot) => this.read(slot))
            .filter((draft) => draft && accept(draft))
            .sort((one, other) => other.at - one.at)[0];
    },

    /** Forget what lies here for too long, whoever left it. */
    sweep() {
        for (const slot of this._slots()) {
            if (!(Date.now() - this.read(slot)?.at < KEPT_MS)) {
                this.remove(slot);
            }
        }
    },

    _own(model) {
        return `${ROOT}${session.db}/${user.userId}/${model}/`;
    },

    _slots() {
        return Object.keys(browser.localStorage).filter((slot) => slot.startsWith(ROOT));
    },
};
