/** @odoo-module **/
import { ConnectionLostError } from "@web/core/network/rpc";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { x2ManyCommands } from "@web/core/orm_service";

const { CREATE, UPDATE, LINK } = x2ManyCommands;
const LISTS = ["one2many", "many2many"];

/** Return changes of a record as the server would answer them: so they can be stored, and applied again. */
export function packed(record, changes = record._changes) {
    const result = {};
    for (const [name, value] of Object.entries(changes)) {
        const field = record.fields[name];
        if (!field || name === "id") {
            continue;
        } else if (LISTS.includes(field.type)) {
            const commands = value._commands.map((command) => packedCommand(value, command));
            if (commands.length) {
                result[name] = commands;
            }
        } else if (field.type === "many2one") {
            result[name] = value && { id: value.id, display_name: value.display_name };
        } else {
            result[name] = record._formatServerValue(field.type, value);
        }
    }
    return result;
}

function packedCommand(list, [operation, id, ...rest]) {
    const line = list._cache[id];
    if (operation === CREATE) {
        return [operation, id, packed(line, { ...line._values, ...line._changes })];
    } else if (operation === UPDATE && line) {
        return [operation, id, packed(line)];
    } else if (operation === LINK && line) {
        return [operation, id, packed(line, line.data)];
    }
    return [operation, id, ...rest];
}

/** Return what of these changes was not among those that were sent. */
export function without(changes, sent) {
    const said = (command) =>
        JSON.stringify(command[0] === CREATE ? [CREATE, command[2]] : command);
    const rest = {};
    for (const [name, value] of Object.entries(changes)) {
        if (Array.isArray(value)) {
            const before = (sent[name] || []).map(said);
            const commands = value.filter((command) => !before.includes(said(command)));
            if (commands.length) {
                rest[name] = commands;
            }
        } else if (JSON.stringify(value) !== JSON.stringify(sent[name])) {
            rest[name] = value;
        }
    }
    return rest;
}

/** A record that stays as typed when there is no connection; its form hears of it (`hooks`). */
class DraftRecord extends RelationalModel.Record {
    /** What the server would add to a change is left out when it cannot be asked: the change itself stays. */
    async _getOnchangeValues(changes) {
        try {
            return await super._getOnchangeValues(changes);
        } catch (error) {
            this._heed(error);
            return {};
        }
    }

    async _save(options = {}) {
        if (!this.config.isRoot) {
            return super._save(options);
        }
        this.model.hooks.onSending(this);
        const { onError } = options;
        try {
            return await super._save({
                ...options,
                onError: (error, ways) => {
                    if (!onError || error instanceof ConnectionLostError) {
                        throw error;
                    }
                    return onError(error, ways);
                },
            });
        } catch (error) {
            this._heed(error);
            return false;
        }
    }

    /** Put changes back as they were packed; what is locked by now stays as it is. */
    restore(changes) {
        const open = Object.entries(changes).filter(
            ([name]) => name in this.activeFields && !this._isReadonly(name)
        );
        this._applyChanges({}, Object.fromEntries(open));
        this.dirty = open.length > 0;
        return this.dirty;
    }

    _heed(error) {
        if (!(error instanceof ConnectionLostError)) {
            throw error;
        }
        this.model.hooks.onConnectionLost();
    }
}

export class DraftModel extends RelationalModel {
    static Record = DraftRecord;
    // a draft is compared with what the server has now, not with what this browser remembers of it
    static withCache = false;
}
