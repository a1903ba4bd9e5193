/** @odoo-module **/
import { useExternalListener } from "@odoo/owl";
import { FileInput } from "@web/core/file_input/file_input";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import {
    Many2ManyBinaryField,
    many2ManyBinaryField,
} from "@web/views/fields/many2many_binary/many2many_binary_field";

const LONGEST = 1600;
const QUALITY = 0.8;

/** Return a picture with at most 1600 pixels on its longer side; what the browser cannot read stays. */
export async function smaller(file) {
    let picture;
    try {
        picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
        return file;
    }
    const ratio = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * ratio);
    canvas.height = Math.round(picture.height * ratio);
    const context = canvas.getContext("2d");
    context.fillStyle = "white"; // what is transparent would turn black
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    if (!blob || (ratio === 1 && blob.size >= file.size)) {
        return file;
    }
    return new File([blob], `${file.name.replace(/\.[^.]*$/, "")}.jpg`, { type: blob.type });
}

/** Photos chosen without a connection stay chosen, and are sent when it is back. */
class PhotoInput extends FileInput {
    setup() {
        super.setup();
        this.notification = useService("notification");
        this.isLost = false;
        useExternalListener(window, "online", () => this.isLost && this.onFileInputChange());
    }

    async onFileInputChange() {
        this.isLost = false;
        try {
            await super.onFileInputChange();
        } catch (error) {
            if (navigator.onLine && !(error instanceof TypeError)) {
                throw error;
            }
            this.isLost = true;
            this.notification.add(
                _t("No connection: the photos are sent when it is back. Leave this page open until then."),
                { type: "warning" }
            );
        } finally {
            this.state.isDisable = false;
        }
    }
}

export class PhotosField extends Many2ManyBinaryField {
    static template = "ops_dept.Photos";
    static components = { PhotoInput };

    shrink(files) {
        return Promise.all(files.map(smaller));
    }
}

registry.category("fields").add("ops_photos", { ...many2ManyBinaryField, component: PhotosField });
