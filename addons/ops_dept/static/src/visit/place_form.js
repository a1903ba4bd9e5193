/** @odoo-module **/
import { useSubEnv } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { withPosition } from "./position";

/** A form whose taps take the position along, where the person agreed. */
export class PlaceFormController extends FormController {
    setup() {
        super.setup();
        const click = this.env.onClickViewButton;
        useSubEnv({ onClickViewButton: (params) => click(withPosition(this.model.root, params)) });
    }
}

registry.category("views").add("ops_place_form", { ...formView, Controller: PlaceFormController });
