/** @odoo-module **/
import { browser } from "@web/core/browser/browser";

export const TAPS = ["action_depart", "action_arrive", "action_finish"];
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
