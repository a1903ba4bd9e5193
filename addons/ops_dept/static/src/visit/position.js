/** @odoo-module **/
import { browser } from "@web/core/browser/browser";

const TAPS = ["action_depart", "action_arrive", "action_finish", "action_hand_in"];
const LONGEST_MS = 5000;
const FRESH_MS = 30000;

/** Return where the phone is now, or why that is not known; a tap waits five seconds for it at most. */
export function getPosition() {
    const { geolocation } = browser.navigator;
    if (!geolocation || !window.isSecureContext) {
        return Promise.resolve({ state: "unsupported" });
    }
    return new Promise((resolve) => {
        browser.setTimeout(() => resolve({ state: "no_signal" }), LONGEST_MS);
        geolocation.getCurrentPosition(
            ({ coords: { latitude, longitude, accuracy } }) =>
                resolve({ state: "taken", latitude, longitude, accuracy }),
            ({ code, PERMISSION_DENIED }) =>
                resolve({ state: code === PERMISSION_DENIED ? "refused" : "no_signal" }),
            { enableHighAccuracy: true, timeout: LONGEST_MS, maximumAge: FRESH_MS }
        );
    });
}

/** Let a tap on a record take the position along, where the person agreed; the buttons rest while it is asked.
 *
 * @param {Object} record of a model with `takes_place`
 * @param {Object} params of the pressed button
 */
export function withPosition(record, params) {
    if (!record.data.takes_place || !TAPS.includes(params.clickParams.name)) {
        return params;
    }
    const clickParams = { ...params.clickParams };
    const beforeExecute = async () => {
        if ((await params.beforeExecute?.()) === false) {
            return false;
        }
        clickParams.args = JSON.stringify([await getPosition()]);
    };
    return { ...params, clickParams, beforeExecute };
}
