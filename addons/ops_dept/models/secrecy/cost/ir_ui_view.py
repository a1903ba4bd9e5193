import io
import re
import tokenize

from odoo import api, models

EXPRESSIONS = ("invisible", "column_invisible", "readonly", "required", "context", "domain")


class IrUiView(models.Model):
    """Screens lose the secret fields for who may not know cost (W2.D)."""

    _inherit = "ir.ui.view"

    def _postprocess_access_rights(self, tree):
        """Take secret cost out of the screens of who may not know it: the web client fails on fields it is
        not given.

        Screens are cached for all users before this step, so nothing is cached per user here.
        """
        if not self.env.user._ops_sees_cost():
            self._ops_remove_cost(tree, tree.get("model_access_rights"), frozenset())
        return super()._postprocess_access_rights(tree)

    @api.model
    def _ops_remove_cost(self, root, model_name, parent_names):
        """Remove the secret fields of one screen, and of the screens inside it.

        :param root: the node of the screen
        :param str model_name: its model
        :param frozenset parent_names: secret fields of the screen around it
        """
        names = (
            getattr(self.env.get(model_name), "_ops_cost_fields", frozenset()) if model_name else frozenset()
        )
        for node in self._ops_nodes_of_screen(root):
            if node is not root and node.tag != "field" and node.get("model_access_rights"):
                self._ops_remove_cost(node, node.get("model_access_rights"), names)
            elif names or parent_names:
                self._ops_remove_cost_of_node(node, names, parent_names)

    @api.model
    def _ops_nodes_of_screen(self, root):
        """Return the nodes of a screen, the roots of screens inside it included, what is below those not."""
        nodes, todo = [], [root]
        while todo:
            node = todo.pop()
            if not isinstance(node.tag, str):
                continue
            if node.tag == "label":
                nodes.insert(0, node)  # before the field it belongs to is gone
            else:
                nodes.append(node)
            inside = node is not root and node.tag != "field" and node.get("model_access_rights")
            if not inside:
                todo.extend(node)
        return nodes

    @api.model
    def _ops_remove_cost_of_node(self, node, names, parent_names):
        if node.tag == "field" and node.get("name") in names:
            return self._ops_drop_node(node)
        if node.tag == "label" and node.get("for") in names:
            beside = node.getnext()
            if (
                beside is not None
                and beside.tag == "div"
                and beside.xpath(".//field[@name=$n]", n=node.get("for"))
            ):
                self._ops_drop_node(beside)  # the field's row: its unit, its button
            return self._ops_drop_node(node)
        mentioned = rf"\b({'|'.join(map(re.escape, names))})\b" if names else None
        if mentioned and (
            (node.tag == "filter" and re.search(mentioned, f"{node.get('domain')} {node.get('context')}"))
            or any(
                key.startswith("t-") and re.search(r"record\." + mentioned, value)
                for key, value in node.attrib.items()
            )
        ):
            return self._ops_drop_node(node)
        for key, value in node.attrib.items():
            if key in EXPRESSIONS or key.startswith("decoration-"):
                node.set(key, self._ops_without_names(value, names, parent_names))
        return None

    @api.model
    def _ops_drop_node(self, node):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)

    @api.model
    def _ops_without_names(self, expression, names, parent_names):
        """Return a client-side expression in which secret fields have no value."""
        if not any(name in expression for name in names | parent_names):
            return expression
        try:
            tokens = list(tokenize.generate_tokens(io.StringIO(expression.strip()).readline))
        except (tokenize.TokenError, SyntaxError):
            return expression
        result, position = [], 0
        kept = [token for token in tokens if token.string]
        while position < len(kept):
            token = kept[position]
            after_dot = position and kept[position - 1].string == "."
            path = [part.string for part in kept[position : position + 3]]
            if len(path) == 3 and path[:2] == ["parent", "."] and path[2] in parent_names:
                result.append("False")
                position += 3
                continue
            is_name = token.type == tokenize.NAME and token.string in names and not after_dot
            result.append("False" if is_name else token.string)
            position += 1
        return " ".join(result).replace(" . ", ".")
